package entrepot.ledger;

import entrepot.kit.Failure;

/** A run that another process has taken over or that has ended; what this one did is void. */
public final class RunLost extends Failure {
  private static final long serialVersionUID = 1L;

  RunLost(long id, long epoch) {
    super(
        "run %d is no longer this process's: its epoch %d has passed".formatted(id, epoch),
        "Nothing was published; 'entrepot status' shows who has the run now.",
        null);
  }
}
