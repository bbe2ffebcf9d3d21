package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an edited manifest by walking the former one in order: a subtree without edits is handed
 * to the writer whole, unread, as soon as the writer would begin a node there; all else is taken
 * apart into its entries, merged with the edits, and cut anew. As both ways end in the same
 * cutting, the result is that of building from scratch.
 */
final class TreeEditor {
  private final Nodes nodes;
  private final TreeWriter writer;
  private final Iterator<Edit> edits;
  private @Nullable Edit edit;

  TreeEditor(Nodes nodes, TreeWriter writer, Iterator<Edit> edits) {
    this.nodes = nodes;
    this.writer = writer;
    this.edits = edits;
    step();
  }

  Digest edit(Digest root) {
    Node node = nodes.read(root);
    if (edit == null) {
      return root;
    }
    walk(node, null);
    return writer.finish();
  }

  /** Walks a node; {@code next} is the path that follows it, null at the end of the manifest. */
  private void walk(Node node, @Nullable TreePath next) {
    switch (node) {
      case Node.Leaf leaf -> merge(leaf, next);
      case Node.Inner inner -> {
        List<Child> children = inner.children();
        for (int i = 0; i < children.size(); i++) {
          boolean last = i + 1 == children.size();
          TreePath end = last ? next : children.get(i + 1).first();
          if (keeps(end) && writer.alignedAt(children.get(i).first(), inner.level() - 1)) {
            writer.add(inner.level() - 1, children.get(i));
          } else {
            walk(nodes.child(inner, i), end);
          }
        }
      }
    }
  }

  /**
   * Whether a subtree that ends before {@code end} stays as it is: no edit falls into it, and the
   * path that ended it is still there to end it.
   */
  private boolean keeps(@Nullable TreePath end) {
    if (edit == null) {
      return true;
    }
    if (end == null) {
      return false;
    }
    int order = edit.path().compareTo(end);
    return order > 0 || (order == 0 && edit instanceof Edit.Put);
  }

  private void merge(Node.Leaf leaf, @Nullable TreePath next) {
    for (Entry entry : leaf.entries()) {
      putAllBefore(entry.path());
      if (edit == null || !edit.path().equals(entry.path())) {
        writer.add(entry);
      } else {
        apply();
      }
    }
    putAllBefore(next);
  }

  private void putAllBefore(@Nullable TreePath path) {
    while (edit != null && (path == null || edit.path().compareTo(path) < 0)) {
      apply();
    }
  }

  private void apply() {
    if (edit instanceof Edit.Put put) {
      writer.add(put.entry());
    }
    step();
  }

  private void step() {
    Edit former = edit;
    edit = edits.hasNext() ? edits.next() : null;
    if (former != null && edit != null && edit.path().compareTo(former.path()) <= 0) {
      throw new IllegalArgumentException(
          "edits do not ascend: '%s' after '%s'".formatted(edit.path(), former.path()));
    }
  }
}
