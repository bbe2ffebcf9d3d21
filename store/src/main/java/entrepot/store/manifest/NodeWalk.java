package entrepot.store.manifest;

import entrepot.kit.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The nodes of a manifest, each after all that lie below it: so whoever copies them one by one in
 * this order, and is killed at any instant, never has a node without what it names.
 */
final class NodeWalk extends Spliterators.AbstractSpliterator<Digest> {
  private final Nodes nodes;
  private final Predicate<Digest> skip;
  private final Deque<Part> ahead = new ArrayDeque<>();

  /** A node whose own digest is due ({@code entered}), or that has not been looked into yet. */
  private record Part(Digest digest, int level, boolean entered) {}

  NodeWalk(Nodes nodes, Digest root, Predicate<Digest> skip) {
    super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.ORDERED);
    this.nodes = nodes;
    this.skip = skip;
    if (!skip.test(root)) {
      enter(root, nodes.read(root));
    }
  }

  private void enter(Digest digest, Node node) {
    ahead.push(new Part(digest, node.level(), true));
    if (node instanceof Node.Inner inner) {
      for (Child child : inner.children().reversed()) {
        ahead.push(new Part(child.digest(), inner.level() - 1, false));
      }
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super Digest> action) {
    while (!ahead.isEmpty()) {
      Part part = ahead.pop();
      if (part.entered()) {
        action.accept(part.digest());
        return true;
      }
      if (skip.test(part.digest())) {
        continue;
      }
      if (part.level() == 0) {
        // A leaf names no nodes: it need not be read.
        action.accept(part.digest());
        return true;
      }
      enter(part.digest(), nodes.read(part.digest()));
    }
    return false;
  }
}
