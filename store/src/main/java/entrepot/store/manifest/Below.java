package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The entries of one folder and of those in it. */
final class Below implements Iterator<Entry> {
  private final Cursor cursor;
  private final byte[] prefix;

  Below(Cursor cursor, TreePath folder) {
    this.cursor = cursor;
    this.prefix = (folder + "/").getBytes(StandardCharsets.UTF_8);
    cursor.seek(prefix);
  }

  @Override
  public boolean hasNext() {
    Entry next = cursor.peek();
    return next != null && next.path().startsWith(prefix);
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return cursor.next();
  }
}
