package entrepot.app.cloud;

import entrepot.kit.Failure;

/** There is no lab cloud that could do it. */
public final class CloudUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  CloudUnavailable(String message, String next) {
    super(message, next, null);
  }
}
