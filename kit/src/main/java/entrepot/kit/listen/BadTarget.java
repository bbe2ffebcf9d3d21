package entrepot.kit.listen;

import entrepot.kit.Failure;

/** A request target that is not a URL path and query as RFC 3986 has them. */
public final class BadTarget extends Failure {
  private static final long serialVersionUID = 1L;

  BadTarget(String reason) {
    super("The request's path " + reason + ".", "Send the path percent-encoded once.", null);
  }
}
