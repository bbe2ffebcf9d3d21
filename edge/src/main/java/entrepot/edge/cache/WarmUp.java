package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.release.Head;
import entrepot.release.Revocation;
import entrepot.release.TreeHead;
import entrepot.store.manifest.Manifests;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the manifest nodes here that a new head changed, before it is served. What fails leaves the
 * former head in place; what takes too long does not, and neither does a head that revokes
 * something wait.
 */
final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration MOST = Duration.ofSeconds(60);

  private final Manifests manifests;

  WarmUp(Manifests manifests) {
    this.manifests = manifests;
  }

  /** Thrown out of a comparison that takes too long. */
  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTime() {
      super("out of time", null, false, false);
    }
  }

  /** Reads the nodes that {@code next} changes; throws what keeps them from coming. */
  void before(Optional<Head> former, Head next) {
    if (former.isPresent() && revokesMore(former.get(), next)) {
      return;
    }
    long end = System.nanoTime() + MOST.toNanos();
    try {
      next.trees()
          .forEach((tree, served) -> warm(former.flatMap(head -> head.tree(tree)), served, end));
    } catch (OutOfTime e) {
      log.warn("generation {} is served before all of it is here", next.generation());
    }
  }

  private static boolean revokesMore(Head former, Head next) {
    Set<Revocation> known = new HashSet<>(former.revocations());
    return !known.containsAll(next.revocations());
  }

  private void warm(Optional<TreeHead> former, TreeHead next, long end) {
    warm(former.map(TreeHead::snapshot), next.snapshot(), end);
    if (next.carry().isPresent()) {
      warm(former.flatMap(TreeHead::carry), next.carry().get(), end);
    }
  }

  private void warm(Optional<Digest> former, Digest next, long end) {
    if (former.isEmpty()) {
      var _ = manifests.summary(next);
    } else if (!former.get().equals(next)) {
      manifests.diff(former.get(), next, _ -> inTime(end));
    }
  }

  private static void inTime(long end) {
    if (System.nanoTime() - end > 0) {
      throw new OutOfTime();
    }
  }
}
