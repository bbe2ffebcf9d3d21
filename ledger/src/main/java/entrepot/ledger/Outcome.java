package entrepot.ledger;

/** How a run ended. */
public enum Outcome {
  /** With a new result. */
  SUCCEEDED,
  /** There was nothing to do. */
  UNCHANGED,
  /** With an error, which the message tells. */
  FAILED,
  /** Its process died, or was stopped. */
  INTERRUPTED
}
