package entrepot.ledger;

import entrepot.kit.Digest;
import java.util.Optional;

/**
 * What a run has come to.
 *
 * @param message a sentence for people; empty when there is nothing to say
 * @param snapshot what it made, or found unchanged; must be recorded before
 */
public record RunResult(
    Outcome outcome,
    String message,
    Optional<Digest> snapshot,
    long filesFetched,
    long bytesFetched) {
  /** An end without a result. */
  public static RunResult failed(String message, long filesFetched, long bytesFetched) {
    return new RunResult(Outcome.FAILED, message, Optional.empty(), filesFetched, bytesFetched);
  }
}
