package entrepot.app.control;

import entrepot.app.config.RegionConfiguration;
import entrepot.app.config.TreeConfiguration;
import entrepot.kit.Digest;
import entrepot.store.snapshot.SnapshotRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Forgets snapshots that are older than their tree keeps them; what only they need is garbage then.
 * The newest stay whatever their age, and so does what a region serves, or served so lately that it
 * may be asked for there.
 */
final class SnapshotRetention {
  private static final int NEWEST = 10;

  private final ControlPlane plane;

  SnapshotRetention(ControlPlane plane) {
    this.plane = plane;
  }

  /** Forgets what is due of every configured tree; answers how many. */
  int run() {
    int forgotten = 0;
    Set<String> gone = Retiring.goneTrees(plane);
    for (TreeConfiguration tree : plane.configuration().trees().values()) {
      forgotten +=
          forget(tree.name(), tree.rules().keep(), gone.contains(tree.name()) ? 0 : NEWEST);
    }
    for (String tree : gone) {
      if (!plane.configuration().trees().containsKey(tree)) {
        forgotten += forget(tree, Duration.ZERO, 0);
      }
    }
    return forgotten;
  }

  /** {@code newest} stay whatever their age; 0 for a tree that went, which has no latest either. */
  private int forget(String tree, Duration keep, int newest) {
    Instant now = plane.clock().instant();
    List<SnapshotRecord> old =
        plane.store().snapshots().of(tree).stream()
            .sorted(Comparator.comparing(SnapshotRecord::time).reversed())
            .skip(newest)
            .filter(record -> record.time().isBefore(now.minus(keep)))
            .toList();
    if (old.isEmpty()) {
      return 0;
    }
    Set<Digest> needed = needed(tree, now, keep);
    if (newest > 0) {
      plane.latest(tree).ifPresent(needed::add);
    }
    int forgotten = 0;
    for (SnapshotRecord record : old) {
      if (!needed.contains(record.digest())
          && plane.store().snapshots().remove(tree, record.digest())) {
        forgotten++;
      }
    }
    return forgotten;
  }

  private Set<Digest> needed(String tree, Instant now, Duration keep) {
    Duration longest =
        plane.configuration().regions().values().stream()
            .map(RegionConfiguration::keep)
            .reduce(keep, (a, b) -> a.compareTo(b) > 0 ? a : b);
    Set<Digest> needed =
        new HashSet<>(plane.ledger().releases().servedSince(tree, now.minus(longest)));
    plane.configuration().regions().keySet().stream()
        .flatMap(region -> plane.servedNow(region, tree).stream())
        .forEach(needed::add);
    return needed;
  }
}
