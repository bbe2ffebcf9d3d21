package entrepot.app.region;

import entrepot.kit.Failure;

/** Something about a region that its configuration does not tell, so that it cannot be printed. */
public final class NotPrintable extends Failure {
  private static final long serialVersionUID = 1L;

  NotPrintable(String message, String next) {
    super(message, next, null);
  }
}
