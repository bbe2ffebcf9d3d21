package entrepot.release;

import entrepot.store.snapshot.SnapshotRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Upstream's own limits on how long its indexes count: a client refuses older ones. */
final class Expiry {
  private static final String FACT = "valid-until.";

  private Expiry() {}

  /** A sentence for each index of the snapshot whose time has passed. */
  static List<String> warnings(SnapshotRecord snapshot, Instant now) {
    return new TreeMap<>(snapshot.facts())
        .entrySet().stream()
            .filter(fact -> fact.getKey().startsWith(FACT) && passed(fact, now))
            .map(fact ->
                "%s was valid until %s: clients that check this refuse it."
                    .formatted(fact.getKey().substring(FACT.length()), fact.getValue()))
            .toList();
  }

  private static boolean passed(Map.Entry<String, String> fact, Instant now) {
    try {
      return Instant.parse(fact.getValue()).isBefore(now);
    } catch (DateTimeException _) {
      return false;
    }
  }
}
