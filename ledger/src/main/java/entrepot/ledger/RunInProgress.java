package entrepot.ledger;

import entrepot.kit.Failure;

/** A run of that kind is under way for the tree; two at once would do the work twice. */
public final class RunInProgress extends Failure {
  private static final long serialVersionUID = 1L;

  RunInProgress(String tree, RunKind kind) {
    super(
        "a %s of tree '%s' is under way".formatted(kind.word(), tree),
        "Wait for its end; 'entrepot status' shows it.",
        null);
  }
}
