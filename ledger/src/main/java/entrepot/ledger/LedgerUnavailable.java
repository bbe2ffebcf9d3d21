package entrepot.ledger;

import entrepot.kit.Failure;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** The database could not be asked: it is down, locked, damaged, or made by a newer program. */
public final class LedgerUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  LedgerUnavailable(String doing, String next, Throwable cause) {
    super("%s failed: %s".formatted(doing, reason(cause)), next, cause);
  }

  /**
   * Whether the database may answer again soon: it is starting, stopping, cannot be reached, or
   * gave way to another transaction.
   */
  boolean passing() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientException
          || cause instanceof SQLRecoverableException
          || (cause instanceof SQLException sql && passing(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Connection exceptions, resources, operator intervention, system errors; serialization. */
  private static boolean passing(@Nullable String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || state.startsWith("58")
            || state.startsWith("40"));
  }

  /** The innermost message: JDBI's own repeat the statement. */
  private static String reason(Throwable thrown) {
    String message = thrown.toString();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      message = cause.getMessage() == null ? message : cause.getMessage();
    }
    return message;
  }
}
