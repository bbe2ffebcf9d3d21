package entrepot.store.manifest;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges sorted runs; of several entries of one path, that of the latest run wins. */
final class Merge implements Iterator<Entry> {
  private final List<Iterator<Entry>> runs;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.entry().path())
              .thenComparing(Comparator.comparingInt(Head::run).reversed()));

  private record Head(Entry entry, int run) {}

  /** The runs from the earliest to the latest. */
  Merge(List<Iterator<Entry>> runs) {
    this.runs = List.copyOf(runs);
    for (int run = 0; run < runs.size(); run++) {
      advance(run);
    }
  }

  private void advance(int run) {
    Iterator<Entry> entries = runs.get(run);
    if (entries.hasNext()) {
      heads.add(new Head(entries.next(), run));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Entry next() {
    Head first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    advance(first.run());
    while (!heads.isEmpty() && heads.element().entry().path().equals(first.entry().path())) {
      advance(heads.remove().run());
    }
    return first.entry();
  }
}
