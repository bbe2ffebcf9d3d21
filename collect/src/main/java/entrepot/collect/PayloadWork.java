package entrepot.collect;

import entrepot.kit.http.Downloads;
import entrepot.store.manifest.Entry;
import java.util.Iterator;
import java.util.function.Consumer;

/** Fetches wanted entries in this process, so many at once. */
public final class PayloadWork {
  private final PayloadFetch payload;
  private final int parallel;
  private final Runnable keep;

  /** Calls {@code keep} again and again, so that a lease does not run out. */
  public PayloadWork(PayloadFetch payload, int parallel, Runnable keep) {
    this.payload = payload;
    this.parallel = parallel;
    this.keep = keep;
  }

  /** The same work, which also ends with what {@code check} throws before an entry. */
  public PayloadWork checking(Runnable check) {
    return new PayloadWork(
        payload,
        parallel,
        () -> {
          check.run();
          keep.run();
        });
  }

  /** Hands on each entry with its bytes in the store, or quarantined; one at a time. */
  public void fetch(Iterator<Entry> wanted, Consumer<Entry> each) {
    Object turn = new Object();
    try (Downloads downloads = new Downloads(parallel)) {
      while (wanted.hasNext()) {
        keep.run();
        Entry entry = wanted.next();
        downloads.submit(() -> {
          Entry fetched = payload.fetch(entry);
          synchronized (turn) {
            each.accept(fetched);
          }
        });
      }
      downloads.finish();
    }
  }

  /** Notes what another process made of an entry, as if it had been done here. */
  public void took(Entry done) {
    payload.took(done);
  }

  /** Keeps the run's lease while others work. */
  public void keep() {
    keep.run();
  }
}
