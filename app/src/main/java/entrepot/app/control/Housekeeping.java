package entrepot.app.control;

import entrepot.app.config.RegionConfiguration;
import entrepot.kit.Digest;
import entrepot.release.Head;
import entrepot.release.Releaser;
import entrepot.release.Replica;
import entrepot.release.TreeHead;
import entrepot.store.gc.Collected;
import entrepot.store.gc.GarbageCollector;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does once a day: old snapshots leave the replicas, garbage leaves the store. */
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
    for (RegionConfiguration region : plane.configuration().regions().values()) {
      Replica.Swept swept =
          plane.replicas().releaser(region.name()).prune(region.keep(), Releaser.GRACE);
      log.info("pruned {}: {} nodes, {} blobs", region.name(), swept.nodes(), swept.blobs());
    }
    Collected swept = garbage.sweep();
    Collected condemned = garbage.condemn();
    log.info(
        "garbage: {} objects deleted, {} bytes freed, {} condemned",
        swept.deleted(),
        swept.freed(),
        condemned.condemned());
  }

  /** What regions serve is needed, even where a snapshot's record was lost. */
  private static Collection<Digest> served(ControlPlane plane) {
    Set<Digest> roots = new HashSet<>();
    for (String region : plane.configuration().regions().keySet()) {
      plane.head(region).map(Head::trees).stream()
          .flatMap(trees -> trees.values().stream())
          .map(TreeHead::snapshot)
          .filter(plane::holds)
          .forEach(roots::add);
    }
    return roots;
  }
}
