package entrepot.store.manifest;

import entrepot.kit.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The missing entries of a manifest: goes down only where a node says that there are some. */
final class Missing implements Iterator<Entry> {
  /** A child of an inner node that is still to be read. */
  private record Ahead(Node.Inner node, int child) {}

  private final Nodes nodes;
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private final Deque<Entry> entries = new ArrayDeque<>();

  Missing(Nodes nodes, Digest root) {
    this.nodes = nodes;
    open(nodes.read(root));
  }

  @Override
  public boolean hasNext() {
    while (entries.isEmpty() && !ahead.isEmpty()) {
      Ahead next = ahead.pop();
      open(nodes.child(next.node, next.child));
    }
    return !entries.isEmpty();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.remove();
  }

  private void open(Node node) {
    switch (node) {
      case Node.Leaf leaf ->
          leaf.entries().stream().filter(e -> e.state() == State.MISSING).forEach(entries::add);
      case Node.Inner inner -> {
        List<Child> children = inner.children();
        for (int i = children.size() - 1; i >= 0; i--) {
          if (children.get(i).summary().missing() > 0) {
            ahead.push(new Ahead(inner, i));
          }
        }
      }
    }
  }
}
