package entrepot.collect.pypi;

import entrepot.kit.TreePath;
import entrepot.store.manifest.Edit;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.EntrySorter;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The edits that a run makes of the former tree, from many threads, put in order at the end. */
final class TreeEdits implements AutoCloseable {
  /** Marks a removal in the sorter; taken off again before the edit. */
  private static final int REMOVED = 1002;

  private final EntrySorter sorter;
  private boolean any;

  TreeEdits(Path temporaryFolder) {
    this.sorter = new EntrySorter(temporaryFolder);
  }

  synchronized void put(Entry entry) {
    any = true;
    sorter.add(entry);
  }

  synchronized void remove(TreePath path) {
    any = true;
    sorter.add(
        Entry.lazy(path, Role.PAYLOAD, Entry.UNKNOWN_SIZE, 0, List.of())
            .with(new Extension(REMOVED, new byte[0])));
  }

  synchronized boolean isEmpty() {
    return !any;
  }

  /** All of them, ascending; ends the adding. */
  synchronized Iterator<Edit> sorted() {
    Iterator<Entry> entries = sorter.sorted();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Edit next() {
        Entry entry = entries.next();
        boolean removed = entry.extensions().stream().anyMatch(e -> e.tag() == REMOVED);
        return removed ? new Edit.Remove(entry.path()) : new Edit.Put(entry);
      }
    };
  }

  @Override
  public void close() {
    sorter.close();
  }
}
