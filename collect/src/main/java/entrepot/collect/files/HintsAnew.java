package entrepot.collect.files;

import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;

/** The hints of one run: the former ones, those of them that hold, and those that it learns. */
final class HintsAnew implements AutoCloseable {
  private final Hints hints;
  private final Hints.Reading former;
  private final EntrySorter sorter;
  private long kept;
  private boolean learnt;

  HintsAnew(Hints hints, Path temporaryFolder) {
    this.hints = hints;
    this.sorter = new EntrySorter(temporaryFolder);
    this.former = hints.read();
  }

  Iterator<Entry> former() {
    return former;
  }

  /** A former one holds still. */
  void keep(Entry hint) {
    sorter.add(hint);
    kept++;
  }

  /**
   * A file was read by a run that began then. Had it changed just before, it could change again
   * within the same tick of its clock, and nobody would see it: then it is read once more.
   */
  void read(Entry taken, Instant began) {
    if (taken.state() == State.PRESENT
        && Stamp.on(taken).filter(stamp -> stamp.isSettled(began)).isPresent()) {
      sorter.add(taken);
      learnt = true;
    }
  }

  /** Replaces the former ones, unless all of them hold and there are no others. */
  void write() {
    if (learnt || kept != former.count()) {
      hints.write(sorter.sorted());
    }
  }

  @Override
  public void close() {
    sorter.close();
    former.close();
  }
}
