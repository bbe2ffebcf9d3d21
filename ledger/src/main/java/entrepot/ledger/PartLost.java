package entrepot.ledger;

import entrepot.kit.Failure;

/** A part that somebody else has taken, or whose run has ended; what came of it here is void. */
public final class PartLost extends Failure {
  private static final long serialVersionUID = 1L;

  PartLost(Part part) {
    super(
        "part %d of run %d is no longer this process's: its epoch %d has passed"
            .formatted(part.number(), part.run(), part.epoch()),
        "Nothing is to be done: another process has the part, or its run has ended.",
        null);
  }
}
