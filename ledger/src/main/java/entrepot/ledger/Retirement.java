package entrepot.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A tree or a folder of one that was announced to go.
 *
 * @param path empty: the whole tree
 * @param unlisted from when on no mirror list names it
 * @param due from when on regions lose it
 * @param note for people: why, and what to use instead
 * @param removed when all regions had lost it
 * @param cancelled when somebody thought better of it
 */
public record Retirement(
    long id,
    String tree,
    String path,
    Instant announced,
    String who,
    Instant unlisted,
    Instant due,
    String note,
    Optional<Instant> removed,
    Optional<Instant> cancelled) {
  /** Whether it still says something: cancelled ones are history. */
  public boolean stands() {
    return cancelled.isEmpty();
  }

  /** Whether it is the whole tree that goes. */
  public boolean wholeTree() {
    return path.isEmpty();
  }
}
