package entrepot.app.worker;

import entrepot.store.manifest.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Cuts what is wanted into parts of bounded count and bytes; one part is in memory at a time. */
final class Cut implements Iterator<List<Entry>> {
  private final Iterator<Entry> wanted;
  private final int entries;
  private final long bytes;

  Cut(Iterator<Entry> wanted, int entries, long bytes) {
    this.wanted = wanted;
    this.entries = entries;
    this.bytes = bytes;
  }

  @Override
  public boolean hasNext() {
    return wanted.hasNext();
  }

  /** At least one entry; a file larger than a part may be is a part. */
  @Override
  public List<Entry> next() {
    List<Entry> part = new ArrayList<>();
    part.add(wanted.next());
    long sum = bytes(part);
    while (wanted.hasNext() && part.size() < entries && sum < bytes) {
      Entry entry = wanted.next();
      part.add(entry);
      sum += Math.max(0, entry.size());
    }
    return part;
  }

  static long bytes(List<Entry> part) {
    return part.stream().mapToLong(entry -> Math.max(0, entry.size())).sum();
  }
}
