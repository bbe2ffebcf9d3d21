package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cuts a sequence of entries into nodes, level by level, each node written once it is whole. Memory
 * holds one open node a level. Whole subtrees of an older manifest may be added in place of their
 * entries, where {@link #alignedAt} says so.
 */
final class TreeWriter {
  private final Nodes nodes;
  private final Shape shape;
  private final MessageDigest hash = Digest.Algorithm.SHA256.hash();
  private final List<NodeDraft> open = new ArrayList<>();

  TreeWriter(Nodes nodes, Shape shape) {
    this.nodes = nodes;
    this.shape = shape;
    open.add(new NodeDraft(0));
  }

  void add(Entry entry) {
    cutBefore(0, trailingZeros(entry.path()));
    open.getFirst().add(entry);
  }

  /** Adds a whole node of {@code level}, which the cutting would make again from its entries. */
  void add(int level, Child subtree) {
    addChild(level + 1, subtree, trailingZeros(subtree.first()));
  }

  /**
   * Whether a node of {@code level} begins at {@code next}, the path that comes next: then nothing
   * before it has an influence on how it is cut.
   */
  boolean alignedAt(TreePath next, int level) {
    int zeros = trailingZeros(next);
    for (int at = 0; at <= level; at++) {
      cutBefore(at, zeros);
      if (at < open.size() && open.get(at).count() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Writes what is open and returns the root: the lowest level that is one node. */
  Digest finish() {
    for (int level = 0; ; level++) {
      NodeDraft draft = open.get(level);
      boolean top = level == open.size() - 1;
      if (!top) {
        close(level);
      } else if (level > 0 && draft.count() == 1) {
        return lowest(Objects.requireNonNull(draft.lastChild()).digest(), level - 1);
      } else {
        return nodes.write(draft.canonical());
      }
    }
  }

  private Digest lowest(Digest root, int level) {
    Digest lowest = root;
    for (int at = level; at > 0; at--) {
      Node.Inner inner = (Node.Inner) nodes.read(lowest);
      if (inner.children().size() > 1) {
        break;
      }
      lowest = inner.children().getFirst().digest();
    }
    return lowest;
  }

  private void cutBefore(int level, int zeros) {
    if (level >= open.size()) {
      return;
    }
    NodeDraft draft = open.get(level);
    if (draft.count() > 0
        && (shape.begins(level, zeros) || shape.full(level, draft.count(), draft.size()))) {
      close(level);
    }
  }

  private void close(int level) {
    NodeDraft draft = open.get(level);
    if (draft.count() > 0) {
      Child closed = draft.describe(nodes.write(draft.canonical()));
      draft.clear();
      addChild(level + 1, closed, trailingZeros(closed.first()));
    }
  }

  private void addChild(int level, Child child, int zeros) {
    while (open.size() <= level) {
      open.add(new NodeDraft(open.size()));
    }
    cutBefore(level, zeros);
    open.get(level).add(child);
  }

  private int trailingZeros(TreePath path) {
    path.digestInto(hash);
    byte[] digest = hash.digest();
    long first = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      first = first << 8 | (digest[i] & 0xff);
    }
    return Long.numberOfTrailingZeros(first);
  }
}
