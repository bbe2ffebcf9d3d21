package entrepot.app.worker;

import entrepot.collect.PayloadFetch;
import entrepot.collect.PayloadWork;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.Traffic;
import entrepot.ledger.KnownWorker;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerUnavailable;
import entrepot.ledger.NameTaken;
import entrepot.ledger.Part;
import entrepot.ledger.PartLost;
import entrepot.ledger.TakenPart;
import entrepot.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes part after part of whatever runs are shared, until it is stopped. */
public final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final KnownWorker self;
  private final Duration lease;
  private final PartSources sources;
  private final PartWork parts;
  private final StoreMark mark;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private long run;
  private @Nullable PayloadFetch payload;

  /** What a worker asks of the configuration. */
  public interface PartSources {
    /** The trees whose parts this process can do. */
    Set<String> trees();

    /** What fetches for one run of a tree; throws what keeps that from being done now. */
    PayloadFetch payload(String tree);

    /** How many fetches go at once. */
    int parallel();

    /** What went over the wire until now. */
    Traffic traffic();
  }

  public Worker(Ledger ledger, Store store, KnownWorker self, Duration lease, PartSources sources) {
    this.ledger = ledger;
    this.self = self;
    this.lease = lease;
    this.sources = sources;
    this.parts = new PartWork(store);
    this.mark = new StoreMark(store.backend(), ledger.workers());
  }

  /**
   * Works until {@link #stop}. Throws {@link ClocksDiffer}, {@link StoreNotShared}, {@link
   * NameTaken}, or LedgerUnavailable where it cannot begin.
   *
   * @param ready is called once when it begins
   */
  public void run(Runnable ready) {
    try {
      begin();
      try (Heartbeat heart = Heartbeat.start(lease, this::beat)) {
        ready.run();
        while (!isStopping()) {
          heart.check();
          once();
        }
      } finally {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  /**
   * Ends the work after the files under way, and waits for that; what is not done is given back.
   */
  public void stop(Duration longest) {
    stopping.countDown();
    try {
      if (!stopped.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a file under way is left; others take the part when the lease has run out");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() throws InterruptedException {
    Duration skew = ledger.workers().skew();
    if (skew.abs().compareTo(lease.dividedBy(2)) > 0) {
      throw new ClocksDiffer(skew, lease);
    }
    mark.check();
    // The row of a process of this name that was killed is in the way until its lease ends.
    for (int attempt = 0; ; attempt++) {
      try {
        beat();
        return;
      } catch (NameTaken e) {
        if (attempt == 5) {
          throw e;
        }
        log.info("{}", e.getMessage());
        pause(lease.dividedBy(4));
      }
    }
  }

  private void beat() {
    ledger.workers().beat(self, lease);
  }

  private void leave() {
    try {
      ledger.workers().leave(self);
    } catch (LedgerUnavailable e) {
      log.debug("{}", e.getMessage());
    }
  }

  private void once() throws InterruptedException {
    Optional<TakenPart> taken;
    try {
      taken = ledger.parts().take(sources.trees(), self.name(), lease);
    } catch (LedgerUnavailable e) {
      log.warn("{}", e.getMessage());
      pause(LONGEST_POLL);
      return;
    }
    if (taken.isPresent()) {
      work(taken.get());
    } else {
      Duration poll = lease.dividedBy(4);
      pause(poll.compareTo(LONGEST_POLL) < 0 ? poll : LONGEST_POLL);
    }
  }

  private void work(TakenPart taken) throws InterruptedException {
    Part part = taken.part();
    taken
        .from()
        .ifPresent(from ->
            log.info("part {} of run {} is taken from {}", part.number(), part.run(), from));
    try (Heartbeat heart = Heartbeat.start(lease, () -> ledger.parts().keep(part, lease))) {
      PayloadFetch fetch = of(part);
      Traffic before = sources.traffic();
      Runnable check =
          () -> {
            heart.check();
            if (isStopping()) {
              throw new WorkerStops(self.name());
            }
          };
      Digest result = parts.run(part, new PayloadWork(fetch, sources.parallel(), check));
      Traffic cost = sources.traffic().since(before);
      ledger.parts().finish(part, result, cost.requests(), cost.bytes());
      log.info("part {} of run {}: {} files", part.number(), part.run(), part.entries());
    } catch (PartLost e) {
      log.info("{}", e.getMessage());
    } catch (StoreNotShared e) {
      giveBack(part, e);
      throw e;
    } catch (RuntimeException e) {
      giveBack(part, e);
      if (!isStopping()) {
        // It may be this machine that cannot: others come first from now on.
        pause(lease);
      }
    }
  }

  /** One series of unanswered requests counts for all parts of a run, as it does for the run. */
  private PayloadFetch of(Part part) throws InterruptedException {
    PayloadFetch known = payload;
    if (known == null || run != part.run()) {
      mark.check();
      known = sources.payload(part.tree());
      payload = known;
      run = part.run();
    }
    return known;
  }

  private void giveBack(Part part, RuntimeException why) {
    String message = why instanceof Failure ? String.valueOf(why.getMessage()) : why.toString();
    if (!isStopping()) {
      log.warn("part {} of run {} is given back: {}", part.number(), part.run(), message);
    }
    payload = null;
    try {
      ledger.parts().giveBack(part, "%s: %s".formatted(self.name(), message));
    } catch (LedgerUnavailable e) {
      log.warn("{}", e.getMessage());
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause(Duration time) throws InterruptedException {
    if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      log.debug("stopping");
    }
  }
}
