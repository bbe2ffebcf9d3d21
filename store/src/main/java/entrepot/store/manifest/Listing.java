package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the names of one folder; what lies below a folder in it is stepped over. */
final class Listing {
  private final Cursor cursor;
  private final byte[] prefix;

  Listing(Cursor cursor, @Nullable TreePath folder) {
    this.cursor = cursor;
    this.prefix = folder == null ? new byte[0] : with(folder.utf8(), '/');
  }

  List<Listed> names(@Nullable String after, int limit) {
    cursor.seek(prefix);
    if (after != null) {
      skip(after.getBytes(StandardCharsets.UTF_8));
    }
    List<Listed> names = new ArrayList<>();
    for (Entry entry = cursor.peek();
        names.size() < limit && entry != null && entry.path().startsWith(prefix);
        entry = cursor.peek()) {
      byte[] path = entry.path().utf8();
      int slash = indexOf(path, '/', prefix.length);
      if (slash < 0) {
        names.add(new Listed.File(text(path, prefix.length, path.length), entry));
        cursor.next();
      } else {
        names.add(new Listed.Folder(text(path, prefix.length, slash)));
        leave(Arrays.copyOf(path, slash));
      }
    }
    return List.copyOf(names);
  }

  /** Goes behind a name, which may be a file's, a folder's, or nobody's. */
  private void skip(byte[] name) {
    byte[] path = Arrays.copyOf(prefix, prefix.length + name.length);
    System.arraycopy(name, 0, path, prefix.length, name.length);
    cursor.seek(path);
    Entry found = cursor.peek();
    if (found != null && found.path().compareToUtf8(path) == 0) {
      cursor.next();
      return;
    }
    byte[] inside = with(path, '/');
    cursor.seek(inside);
    Entry below = cursor.peek();
    if (below != null && below.path().startsWith(inside)) {
      leave(path);
    } else {
      cursor.seek(path);
    }
  }

  private void leave(byte[] folder) {
    cursor.seek(with(folder, '/' + 1));
  }

  private static byte[] with(byte[] path, int last) {
    byte[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = (byte) last;
    return longer;
  }

  private static int indexOf(byte[] path, int wanted, int from) {
    for (int i = from; i < path.length; i++) {
      if (path[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] path, int from, int to) {
    return new String(path, from, to - from, StandardCharsets.UTF_8);
  }
}
