package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes edits on, and throws {@link NameClash} where their result would hold one name as both file
 * and folder. Looks only where a new name could clash: at the folders above it, and at what lies
 * below it, in the former manifest as far as the edits leave it.
 */
final class CheckedEdits implements Iterator<Edit> {
  private final Iterator<Edit> edits;
  private final Nodes nodes;
  private final Digest root;
  private final Cursor former;
  private final Folders put = new Folders();

  /** Removed files that the latest path begins with: folders of that name are free to come. */
  private final Deque<TreePath> removed = new ArrayDeque<>();

  private final Deque<Vacating> vacating = new ArrayDeque<>();

  /** A folder that becomes a file, and a cursor at the first file in it that is still there. */
  private record Vacating(TreePath folder, Cursor files) {
    @Nullable TreePath left() {
      Entry next = files.peek();
      return next != null && next.path().isBelow(folder) ? next.path() : null;
    }
  }

  CheckedEdits(Iterator<Edit> edits, Nodes nodes, Digest root) {
    this.edits = edits;
    this.nodes = nodes;
    this.root = root;
    this.former = new Cursor(nodes, root);
  }

  @Override
  public boolean hasNext() {
    if (edits.hasNext()) {
      return true;
    }
    vacating.forEach(CheckedEdits::mustBeVacant);
    return false;
  }

  @Override
  public Edit next() {
    if (!edits.hasNext()) {
      throw new NoSuchElementException();
    }
    Edit edit = edits.next();
    TreePath path = edit.path();
    while (!removed.isEmpty() && !beginsWith(path, removed.element())) {
      removed.pop();
    }
    while (!vacating.isEmpty() && !beginsWith(path, vacating.element().folder())) {
      mustBeVacant(vacating.pop());
    }
    switch (edit) {
      case Edit.Put put -> put(put.path());
      case Edit.Remove remove -> remove(remove.path());
    }
    return edit;
  }

  private void put(TreePath path) {
    put.file(path);
    former.seek(path.utf8());
    Entry after = former.peek();
    if (after != null && after.path().equals(path)) {
      return;
    }
    checkAbove(path, former.previousInLeaf(), after);
    byte[] inside = (path + "/").getBytes(StandardCharsets.UTF_8);
    former.seek(inside);
    Entry below = former.peek();
    if (below != null && below.path().isBelow(path)) {
      Cursor files = new Cursor(nodes, root);
      files.seek(inside);
      vacating.push(new Vacating(path, files));
    }
  }

  private void checkAbove(TreePath path, @Nullable Entry before, @Nullable Entry after) {
    for (Optional<TreePath> above = path.parent(); above.isPresent(); ) {
      TreePath folder = above.get();
      boolean isFolder =
          (after != null && after.path().isBelow(folder))
              || (before != null && before.path().isBelow(folder));
      if (isFolder) {
        return;
      }
      former.seek(folder.utf8());
      Entry found = former.peek();
      if (found != null && found.path().equals(folder) && !removed.contains(folder)) {
        throw new NameClash(folder, path);
      }
      above = folder.parent();
    }
  }

  private void remove(TreePath path) {
    removed.push(path);
    for (Vacating each : vacating) {
      TreePath left = each.left();
      if (left != null && left.compareTo(path) < 0) {
        throw new NameClash(each.folder(), left);
      }
      if (left != null && left.equals(path)) {
        each.files().next();
      }
    }
  }

  private static void mustBeVacant(Vacating vacated) {
    TreePath left = vacated.left();
    if (left != null) {
      throw new NameClash(vacated.folder(), left);
    }
  }

  private static boolean beginsWith(TreePath path, TreePath prefix) {
    return path.sharedWith(prefix) == prefix.length();
  }
}
