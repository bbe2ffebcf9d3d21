package entrepot.app.worker;

import entrepot.app.config.WorkersConfiguration;
import entrepot.collect.PayloadWork;
import entrepot.collect.Sharing;
import entrepot.kit.Digest;
import entrepot.kit.http.Traffic;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerUnavailable;
import entrepot.ledger.NewPart;
import entrepot.ledger.Part;
import entrepot.ledger.PartLost;
import entrepot.ledger.Run;
import entrepot.ledger.TakenPart;
import entrepot.store.Store;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.ManifestCorrupt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator of one run: offers what is wanted in parts, does parts itself, and gathers what
 * came of all of them. Without a live worker, or with too little to share, it does all itself.
 */
public final class SharedRun implements Sharing {
  /** The coordinator's name among the holders of parts; no worker may have it. */
  public static final String HOLDER = "control";

  private static final Logger log = LoggerFactory.getLogger(SharedRun.class);
  private static final int BATCH = 100;
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final Ledger ledger;
  private final Store store;
  private final Run run;
  private final WorkersConfiguration settings;
  private final PartWork parts;
  private long requests;
  private long fetched;

  public SharedRun(Ledger ledger, Store store, Run run, WorkersConfiguration settings) {
    this.ledger = ledger;
    this.store = store;
    this.run = run;
    this.settings = settings;
    this.parts = new PartWork(store);
  }

  /** What others sent and received for this run. */
  public Traffic elsewhere() {
    return new Traffic(requests, fetched);
  }

  @Override
  public void fetch(Iterator<Entry> wanted, PayloadWork work, Consumer<Entry> each) {
    Cut cut = new Cut(wanted, settings.entries(), settings.bytes());
    if (!cut.hasNext()) {
      return;
    }
    List<Entry> first = cut.next();
    if (!cut.hasNext() || !anybody()) {
      work.fetch(first.iterator(), each);
      work.fetch(wanted, each);
      return;
    }
    ledger.parts().forget(run);
    new StoreMark(store.backend(), ledger.workers()).write();
    gather(offer(first, cut, work), work, each);
  }

  private boolean anybody() {
    try {
      return !ledger.workers().live().isEmpty();
    } catch (LedgerUnavailable e) {
      log.info("{} is synced by this process alone: {}", run.tree(), e.getMessage());
      return false;
    }
  }

  private long offer(List<Entry> first, Cut rest, PayloadWork work) {
    List<NewPart> batch = new ArrayList<>();
    long count = 0;
    for (List<Entry> part = first; ; part = rest.next()) {
      batch.add(new NewPart(count++, parts.input(part), part.size(), Cut.bytes(part)));
      // The first few at once: who waits for work need not wait for the last part to be cut.
      if (batch.size() == BATCH || count == 1 || !rest.hasNext()) {
        work.keep();
        ledger.parts().offer(run, batch);
        batch.clear();
      }
      if (!rest.hasNext()) {
        log.info("run {} of {} is shared in {} parts", run.id(), run.tree(), count);
        return count;
      }
    }
  }

  private void gather(long count, PayloadWork work, Consumer<Entry> each) {
    long next = 0;
    while (next < count) {
      work.keep();
      List<Part> done = ledger.parts().done(run, next, BATCH);
      for (Part part : done) {
        if (!taken(part, work, each)) {
          break;
        }
        next++;
      }
      if (done.isEmpty()) {
        // Also where a run is told that it is no longer this process's.
        ledger.runs().progress(run, requests, fetched);
        ledger
            .parts()
            .take(run, HOLDER, settings.lease())
            .ifPresentOrElse(part -> work(part, work), this::pause);
      }
    }
  }

  /** Hands on what came of a part; false when that is not there, and the part is open again. */
  private boolean taken(Part part, PayloadWork work, Consumer<Entry> each) {
    List<Entry> entries;
    try {
      entries = parts.result(part);
    } catch (ObjectMissing | ManifestCorrupt e) {
      return reopened(part, String.valueOf(e.getMessage()));
    }
    if (entries.size() != part.entries()) {
      return reopened(part, "its result has %d entries".formatted(entries.size()));
    }
    boolean elsewhere = !part.holder().equals(Optional.of(HOLDER));
    for (Entry entry : entries) {
      each.accept(entry);
      if (elsewhere) {
        work.took(entry);
      }
    }
    if (elsewhere) {
      requests += part.filesFetched();
      fetched += part.bytesFetched();
    }
    return true;
  }

  private boolean reopened(Part part, String why) {
    log.warn(
        "part {} of run {}, done by {}, is open again: {}",
        part.number(),
        part.run(),
        part.holder().orElse("-"),
        why);
    ledger.parts().reopen(part, why);
    return false;
  }

  private void work(TakenPart taken, PayloadWork work) {
    Part part = taken.part();
    taken.from().ifPresent(from -> log.info("part {} is taken from {}", part.number(), from));
    try (Heartbeat heart =
        Heartbeat.start(settings.lease(), () -> ledger.parts().keep(part, settings.lease()))) {
      Digest result = parts.run(part, work.checking(heart::check));
      ledger.parts().finish(part, result, 0, 0);
    } catch (PartLost e) {
      log.info("{}", e.getMessage());
    }
  }

  private void pause() {
    Duration poll = settings.lease().dividedBy(4);
    try {
      Thread.sleep(poll.compareTo(LONGEST_POLL) < 0 ? poll : LONGEST_POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SharingStopped(run.tree(), e);
    }
  }
}
