package entrepot.store.manifest;

import entrepot.kit.Digest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A place in a manifest from which entries are read onward, one leaf at a time. */
final class Cursor implements Iterator<Entry> {
  private final Nodes nodes;
  private final Node root;
  private final List<Step> way = new ArrayList<>();
  private List<Entry> leaf = List.of();
  private int at;

  /** An inner node on the way down, and which child of it is next. */
  private static final class Step {
    final Node.Inner node;
    int next;

    Step(Node.Inner node, int next) {
      this.node = node;
      this.next = next;
    }
  }

  /** At the first entry. */
  Cursor(Nodes nodes, Digest root) {
    this.nodes = nodes;
    this.root = nodes.read(root);
    seek(new byte[0]);
  }

  /** Goes to the first entry whose path is not below these bytes in the order of paths. */
  void seek(byte[] target) {
    boolean inThisLeaf =
        !leaf.isEmpty()
            && leaf.getFirst().path().compareToUtf8(target) <= 0
            && leaf.getLast().path().compareToUtf8(target) >= 0;
    if (!inThisLeaf) {
      way.clear();
      descend(root, target);
    }
    at = ceiling(leaf, target);
  }

  private void descend(Node from, byte[] target) {
    Node node = from;
    while (node instanceof Node.Inner inner) {
      int i = Math.max(0, floor(inner.children(), target));
      way.add(new Step(inner, i + 1));
      node = nodes.child(inner, i);
    }
    leaf = ((Node.Leaf) node).entries();
  }

  /** The entry that comes next, or null at the end. */
  @Nullable Entry peek() {
    while (at >= leaf.size()) {
      if (!nextLeaf()) {
        return null;
      }
    }
    return leaf.get(at);
  }

  /** The entry before the next one, or null where that would need another leaf. */
  @Nullable Entry previousInLeaf() {
    return at > 0 ? leaf.get(at - 1) : null;
  }

  private boolean nextLeaf() {
    while (!way.isEmpty()) {
      Step step = way.getLast();
      if (step.next < step.node.children().size()) {
        Node node = nodes.child(step.node, step.next++);
        at = 0;
        descend(node, new byte[0]);
        return true;
      }
      way.removeLast();
    }
    return false;
  }

  @Override
  public boolean hasNext() {
    return peek() != null;
  }

  @Override
  public Entry next() {
    Entry next = peek();
    if (next == null) {
      throw new NoSuchElementException();
    }
    at++;
    return next;
  }

  /** The index of the first entry that is not below {@code target}. */
  static int ceiling(List<Entry> entries, byte[] target) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries.get(middle).path().compareToUtf8(target) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The index of the last child that begins at or below {@code target}; −1 when none does. */
  static int floor(List<Child> children, byte[] target) {
    int low = 0;
    int high = children.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (children.get(middle).first().compareToUtf8(target) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }
}
