package entrepot.store.manifest;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.BinaryOperator;

/** Merges sorted runs; several entries of one path become what {@code clash} makes of them. */
final class Merge implements Iterator<Entry> {
  private final List<Iterator<Entry>> runs;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.entry().path()).thenComparingInt(Head::run));
  private final BinaryOperator<Entry> clash;

  private record Head(Entry entry, int run) {}

  /** The runs from the earliest to the latest. */
  Merge(List<Iterator<Entry>> runs, BinaryOperator<Entry> clash) {
    this.clash = clash;
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
    Entry merged = first.entry();
    while (!heads.isEmpty() && heads.element().entry().path().equals(merged.path())) {
      Head further = heads.remove();
      advance(further.run());
      merged = clash.apply(merged, further.entry());
    }
    return merged;
  }
}
