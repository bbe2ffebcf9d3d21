package entrepot.store.manifest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of entries by path within bounded memory: sorted runs go to a temporary file and
 * are merged as they are read. Of several entries of one path, the last added wins. Used by one
 * thread.
 */
public final class EntrySorter implements AutoCloseable {
  /** A run holds about 20 MB of entries in memory. */
  private static final int RUN = 50_000;

  private final Path folder;
  private final int runLength;
  private final List<Entry> run = new ArrayList<>();
  private @Nullable SpilledRuns spilled;
  private boolean ended;

  /** Spills into {@code folder}, which is made when it is needed. */
  public EntrySorter(Path folder) {
    this(folder, RUN);
  }

  EntrySorter(Path folder, int runLength) {
    this.folder = folder;
    this.runLength = runLength;
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
    return spilled == null ? Collections.unmodifiableList(run).iterator() : spilled.mergedWith(run);
  }

  private void spill() {
    sortRun();
    if (spilled == null) {
      spilled = SpilledRuns.in(folder);
    }
    spilled.add(run);
    run.clear();
  }

  /** Sorts stably, then keeps the last of each path. */
  private void sortRun() {
    run.sort(Comparator.comparing(Entry::path));
    int kept = 0;
    for (int i = 0; i < run.size(); i++) {
      boolean last = i + 1 == run.size() || !run.get(i).path().equals(run.get(i + 1).path());
      if (last) {
        run.set(kept++, run.get(i));
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
