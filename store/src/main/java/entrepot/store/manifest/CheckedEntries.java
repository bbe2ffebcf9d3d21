package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Passes entries on, and throws where they do not ascend or one name is both file and folder. */
final class CheckedEntries implements Iterator<Entry> {
  private final Iterator<Entry> entries;
  private final Folders folders = new Folders();
  private @Nullable TreePath last;

  CheckedEntries(Iterator<Entry> entries) {
    this.entries = entries;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Entry next() {
    Entry entry = entries.next();
    TreePath former = last;
    if (former != null && entry.path().compareTo(former) <= 0) {
      throw new IllegalArgumentException(
          "entries do not ascend: '%s' after '%s'".formatted(entry.path(), former));
    }
    folders.file(entry.path());
    last = entry.path();
    return entry;
  }
}
