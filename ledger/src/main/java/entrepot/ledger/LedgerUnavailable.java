package entrepot.ledger;

import entrepot.kit.Failure;

/** The database could not be asked: it is down, locked, damaged, or made by a newer program. */
public final class LedgerUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  LedgerUnavailable(String doing, String next, Throwable cause) {
    super("%s failed: %s".formatted(doing, reason(cause)), next, cause);
  }

  /** The innermost message: JDBI's own repeat the statement. */
  private static String reason(Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }
}
