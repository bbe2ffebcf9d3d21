package entrepot.cloud.ebs;

import entrepot.cloud.record.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * Knows which started snapshots nobody writes any more: no block came for as long as their start
 * said. After a restart of the server that time begins anew.
 */
final class Abandoned {
  /** Minutes, as AWS has them. */
  static final int LEAST = 10;

  static final int MOST = 60;

  private static final String MINUTES = "direct-timeout";

  private final InstantSource clock;
  private final Map<String, Instant> touched = new ConcurrentHashMap<>();

  Abandoned(InstantSource clock) {
    this.clock = clock;
  }

  /** The row with the time that its start asks for. */
  static Row<Snapshot> after(Row<Snapshot> row, int minutes) {
    return row.note(MINUTES, Integer.toString(minutes));
  }

  /** A block came, or the snapshot began. */
  void touch(String id) {
    touched.put(id, clock.instant());
  }

  /** Whether it is to be given up. */
  boolean has(Row<Snapshot> row) {
    Instant now = clock.instant();
    int minutes = row.note(MINUTES).map(Integer::parseInt).orElse(MOST);
    Instant last = touched.computeIfAbsent(row.id(), _ -> now);
    return last.plus(Duration.ofMinutes(minutes)).isBefore(now);
  }

  /** Nobody asks for it any more. */
  void forget(String id) {
    touched.remove(id);
  }
}
