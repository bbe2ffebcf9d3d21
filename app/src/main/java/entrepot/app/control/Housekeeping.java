package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.app.config.RegionConfiguration;
import entrepot.kit.Digest;
import entrepot.release.Head;
import entrepot.release.Releaser;
import entrepot.release.Replica;
import entrepot.release.TreeHead;
import entrepot.store.gc.Collected;
import entrepot.store.gc.GarbageCollector;
import entrepot.store.snapshot.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does once a day: old snapshots leave the replicas and the store, garbage follows
 * them.
 */
final class Housekeeping implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  /** A condemned object stays for a day, as long as any reasonable run lasts. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final ControlPlane plane;
  private final GarbageCollector garbage;

  Housekeeping(ControlPlane plane) {
    this.plane = plane;
    this.garbage = new GarbageCollector(plane.store(), plane.clock(), GRACE, () -> served(plane));
  }

  @Override
  public void run() {
    Report.Pruned pruned = report();
    for (Report.PrunedRegion region : pruned.regions()) {
      log.info("pruned {}: {} nodes, {} blobs", region.region(), region.nodes(), region.blobs());
    }
    log.info(
        "forgot {} snapshots; garbage: {} objects deleted, {} bytes freed, {} condemned",
        pruned.forgotten(),
        pruned.deleted(),
        pruned.freed(),
        pruned.condemned());
  }

  /** Does it, and tells what came of it. */
  Report.Pruned report() {
    List<Report.PrunedRegion> regions = new ArrayList<>();
    for (RegionConfiguration region : plane.configuration().regions().values()) {
      Replica.Swept swept =
          plane.replicas().releaser(region.name()).prune(region.keep(), Releaser.GRACE);
      regions.add(
          new Report.PrunedRegion(region.name(), swept.nodes(), swept.blobs(), swept.bytes()));
    }
    int forgotten = new SnapshotRetention(plane).run();
    Collected swept = garbage.sweep();
    Collected condemned = garbage.condemn();
    return new Report.Pruned(
        forgotten,
        regions,
        swept.deleted(),
        swept.freed(),
        condemned.condemned(),
        swept.postponedBy().map(Housekeeping::waiting).orElse(""));
  }

  private static String waiting(Lease lease) {
    return "a run that began at %s is still at work".formatted(lease.taken());
  }

  /** What regions serve is needed, even where a snapshot's record was lost. */
  private static Collection<Digest> served(ControlPlane plane) {
    Set<Digest> roots = new HashSet<>();
    for (String region : plane.configuration().regions().keySet()) {
      plane.headNow(region).map(Head::trees).stream()
          .flatMap(trees -> trees.values().stream())
          .map(TreeHead::snapshot)
          .filter(plane::holds)
          .forEach(roots::add);
    }
    return roots;
  }
}
