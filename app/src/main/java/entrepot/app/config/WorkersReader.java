package entrepot.app.config;

import entrepot.kit.config.Section;
import java.time.Duration;
import java.util.Optional;

/** Reads the group {@code workers}. */
final class WorkersReader {
  /** Shorter ones would run out while a busy machine looks elsewhere. */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  private static final Duration LONGEST = Duration.ofHours(1);

  private WorkersReader() {}

  static WorkersConfiguration read(Optional<Section> workers) {
    Duration lease = workers.flatMap(w -> w.duration("lease")).orElse(Duration.ofSeconds(30));
    if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
      workers
          .flatMap(w -> w.value("lease"))
          .ifPresent(value ->
              value.error(
                  "'%s' is not between 500ms and 1h".formatted(value.text()),
                  "30s suits most: heartbeats come three times as often"));
    }
    return new WorkersConfiguration(
        lease,
        workers.flatMap(w -> w.number("entries")).orElse(500),
        workers.flatMap(w -> w.bytes("bytes")).orElse(256_000_000L));
  }
}
