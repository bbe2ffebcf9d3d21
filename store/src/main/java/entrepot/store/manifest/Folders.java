package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Watches ascending file paths for one that lies below another. Between {@code a} and {@code a/b}
 * there may be {@code a-b}, so all files are remembered that the latest path begins with.
 */
final class Folders {
  private final Deque<TreePath> files = new ArrayDeque<>();

  /** Takes the next path; throws {@link NameClash}. */
  void file(TreePath path) {
    leave(path);
    for (TreePath file : files) {
      if (path.isBelow(file)) {
        throw new NameClash(file, path);
      }
    }
    files.push(path);
  }

  private void leave(TreePath path) {
    while (!files.isEmpty() && path.sharedWith(files.element()) < files.element().length()) {
      files.pop();
    }
  }
}
