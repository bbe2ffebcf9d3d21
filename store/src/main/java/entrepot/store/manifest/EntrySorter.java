package entrepot.store.manifest;

import java.nio.file.Path;
import java.util.Iterator;

/**
 * Sorts any number of entries by path within bounded memory: sorted runs go to a temporary file and
 * are merged as they are read. Of several entries of one path, the last added wins.
 */
public final class EntrySorter implements AutoCloseable {
  private final Path folder;

  /** Spills into {@code folder}. */
  public EntrySorter(Path folder) {
    this.folder = folder;
  }

  /** Takes one more entry. */
  public void add(Entry entry) {
    throw new UnsupportedOperationException("add " + folder);
  }

  /** The entries in order; ends the adding. */
  public Iterator<Entry> sorted() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
