package entrepot.app.command;

import entrepot.kit.Failure;

/** Somebody else is at it. */
public final class Busy extends Failure {
  private static final long serialVersionUID = 1L;

  public Busy(String what, String next) {
    super(what, next, null);
  }
}
