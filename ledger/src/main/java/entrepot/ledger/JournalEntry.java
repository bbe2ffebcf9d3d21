package entrepot.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One act: who did what, when, from which generation to which.
 *
 * @param id rises with time; the place of a page
 * @param act a verb such as {@code release}
 * @param subject what was acted on, such as a tree
 * @param detail what else is worth keeping; never a secret
 */
public record JournalEntry(
    long id,
    Instant time,
    String who,
    String act,
    String subject,
    Optional<String> region,
    OptionalLong fromGeneration,
    OptionalLong toGeneration,
    Map<String, String> detail) {
  public JournalEntry {
    detail = Map.copyOf(detail);
  }
}
