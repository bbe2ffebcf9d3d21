package entrepot.store.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of entries by path within bounded memory: sorted runs go to a temporary file and
 * are merged as they are read. Of several entries of one path, the last added wins, unless another
 * rule is given. Used by one thread.
 */
public final class EntrySorter implements AutoCloseable {
  /** A run holds about 20 MB of entries in memory. */
  private static final int RUN = 50_000;

  private final Path folder;
  private final int runLength;
  private final BinaryOperator<Entry> clash;
  private final List<Entry> run = new ArrayList<>();
  private @Nullable SpilledRuns spilled;
  private boolean ended;

  /** Spills into {@code folder}, which is made when it is needed. */
  public EntrySorter(Path folder) {
    this(folder, (earlier, later) -> later);
  }

  /** Makes one entry of the earlier and the later one of a path by {@code clash}. */
  public EntrySorter(Path folder, BinaryOperator<Entry> clash) {
    this(folder, RUN, clash);
  }

  EntrySorter(Path folder, int runLength, BinaryOperator<Entry> clash) {
    this.folder = folder;
    this.runLength = runLength;
    this.clash = clash;
  }

  /** Takes one more entry. */
  public void add(Entry entry) {
    if (ended) {
      throw new IllegalStateException("the adding has ended");
    }
    run.add(entry);
    if (run.size() >= runLength) {
      spill();
    }
  }

  /** The entries in order, to be read before {@link #close}; ends the adding. */
  public Iterator<Entry> sorted() {
    ended = true;
    sortRun();
    return spilled == null
        ? Collections.unmodifiableList(run).iterator()
        : spilled.mergedWith(run, clash);
  }

  private void spill() {
    sortRun();
    if (spilled == null) {
      spilled = SpilledRuns.in(folder);
    }
    spilled.add(run);
    run.clear();
  }

  /** Sorts stably, then makes one entry of all that have the same path. */
  private void sortRun() {
    run.sort(Comparator.comparing(Entry::path));
    int kept = 0;
    for (int i = 0; i < run.size(); i++) {
      Entry next = run.get(i);
      if (kept > 0 && run.get(kept - 1).path().equals(next.path())) {
        run.set(kept - 1, clash.apply(run.get(kept - 1), next));
      } else {
        run.set(kept++, next);
      }
    }
    run.subList(kept, run.size()).clear();
  }

  @Override
  public void close() {
    run.clear();
    if (spilled != null) {
      spilled.close();
    }
  }
}
