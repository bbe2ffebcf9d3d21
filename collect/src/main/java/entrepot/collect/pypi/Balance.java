package entrepot.collect.pypi;

import entrepot.store.manifest.Summary;
import java.util.concurrent.atomic.AtomicLong;

/** What the edits of a run make of the former tree's size: known before the first download. */
final class Balance {
  private final AtomicLong entries;
  private final AtomicLong bytes;

  Balance(Summary before) {
    this.entries = new AtomicLong(before.entries());
    this.bytes = new AtomicLong(before.bytes());
  }

  /** Counts edits; less than nothing where they remove. */
  void add(long moreEntries, long moreBytes) {
    entries.addAndGet(moreEntries);
    bytes.addAndGet(moreBytes);
  }

  /** The tree after the edits. */
  Summary after() {
    return new Summary(Math.max(0, entries.get()), Math.max(0, bytes.get()), 0, 0);
  }
}
