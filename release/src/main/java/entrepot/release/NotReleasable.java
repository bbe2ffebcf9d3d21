package entrepot.release;

import entrepot.kit.Failure;

/** There is no such snapshot, in the store or on the replica, or none to go back to. */
public final class NotReleasable extends Failure {
  private static final long serialVersionUID = 1L;

  NotReleasable(String message, String tree) {
    super(
        message, "List the snapshots of the tree: 'entrepot snapshots %s'.".formatted(tree), null);
  }
}
