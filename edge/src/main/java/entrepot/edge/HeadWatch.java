package entrepot.edge;

import entrepot.release.Head;
import entrepot.release.ReplicaReader;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the head that is served now; what cannot be read or verified leaves the former in place.
 */
final class HeadWatch {
  private static final Logger log = LoggerFactory.getLogger(HeadWatch.class);

  private final ReplicaReader replica;
  private final String region;
  private final LongConsumer onChange;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Served served;
  private volatile String trouble = "";

  HeadWatch(ReplicaReader replica, String region, LongConsumer onChange) {
    this.replica = replica;
    this.region = region;
    this.onChange = onChange;
  }

  /** The head served now; empty before the first release. */
  Optional<Served> served() {
    return Optional.ofNullable(served);
  }

  /** Looks whether the replica has a newer head. */
  void look() {
    looking.lock();
    try {
      boolean _ = replica.refresh();
      Optional<Head> newest = replica.head();
      Served former = served;
      if (newest.isPresent()
          && (former == null || newest.get().generation() != former.head().generation())) {
        served = new Served(newest.get());
        onChange.accept(newest.get().generation());
        log.info("region {} serves generation {}", region, newest.get().generation());
      } else if (newest.isEmpty() && former != null) {
        // A caching edge that has not heard of its origin for longer than it may go on.
        served = null;
        onChange.accept(0);
        log.error("region {} serves nothing until its origin answers", region);
      }
      trouble = "";
    } catch (RuntimeException e) {
      // Whatever it is: the next look may succeed, and the former head is still true.
      complain(String.valueOf(e.getMessage()));
    } finally {
      looking.unlock();
    }
  }

  /** Says it once, not twice a second. */
  private void complain(String found) {
    if (!found.equals(trouble)) {
      trouble = found;
      log.error("region {} goes on with its former head: {}", region, found);
    }
  }
}
