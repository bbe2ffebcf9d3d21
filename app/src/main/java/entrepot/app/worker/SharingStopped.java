package entrepot.app.worker;

import entrepot.kit.Failure;

/** A run that was stopped while it waited for the parts of others. */
public final class SharingStopped extends Failure {
  private static final long serialVersionUID = 1L;

  SharingStopped(String tree, Throwable cause) {
    super("the sync of %s was stopped".formatted(tree), "Run it again.", cause);
  }
}
