package entrepot.app.command;

import entrepot.kit.Failure;

/** What is asked cannot be done to something that is retired, or it cannot be retired so. */
public final class TreeRetired extends Failure {
  private static final long serialVersionUID = 1L;

  public TreeRetired(String what, String next) {
    super(what, next, null);
  }
}
