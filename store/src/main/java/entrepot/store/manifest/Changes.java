package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares two manifests by walking both in order. What is ahead on each side is a pile of subtrees
 * and entries; only the tops are compared. Equal subtrees are dropped from both unread; else the
 * top that begins earlier, or is higher, is taken apart. Heights and borders may differ.
 */
final class Changes {
  private final Nodes nodes;
  private final Consumer<Change> each;
  private final Deque<Part> before = new ArrayDeque<>();
  private final Deque<Part> after = new ArrayDeque<>();

  Changes(Nodes nodes, Consumer<Change> each) {
    this.nodes = nodes;
    this.each = each;
  }

  private sealed interface Part {
    TreePath first();

    record One(Entry entry) implements Part {
      @Override
      public TreePath first() {
        return entry.path();
      }
    }

    record Many(Node.Inner parent, int index) implements Part {
      @Override
      public TreePath first() {
        return parent.children().get(index).first();
      }

      Digest digest() {
        return parent.children().get(index).digest();
      }
    }
  }

  void between(Digest former, Digest latter) {
    if (former.equals(latter)) {
      return;
    }
    pile(nodes.read(former), before);
    pile(nodes.read(latter), after);
    while (true) {
      Part left = before.peek();
      Part right = after.peek();
      if (left == null && right == null) {
        return;
      }
      int order = left == null ? 1 : right == null ? -1 : left.first().compareTo(right.first());
      if (order < 0) {
        take(before, true);
      } else if (order > 0) {
        take(after, false);
      } else {
        meet(left, right);
      }
    }
  }

  /** The top of one side has no match on the other as far as its first path goes. */
  private void take(Deque<Part> side, boolean removed) {
    switch (side.pop()) {
      case Part.One(Entry entry) ->
          each.accept(removed ? new Change.Removed(entry) : new Change.Added(entry));
      case Part.Many many -> pile(nodes.child(many.parent(), many.index()), side);
    }
  }

  /** Both tops begin at one path. */
  private void meet(@Nullable Part left, @Nullable Part right) {
    if (left instanceof Part.One(Entry one) && right instanceof Part.One(Entry other)) {
      before.pop();
      after.pop();
      if (!one.equals(other)) {
        each.accept(new Change.Modified(one, other));
      }
    } else if (left instanceof Part.Many one
        && right instanceof Part.Many other
        && one.digest().equals(other.digest())) {
      before.pop();
      after.pop();
    } else {
      int higher = level(left) - level(right);
      if (higher >= 0) {
        take(before, true);
      }
      if (higher <= 0) {
        take(after, false);
      }
    }
  }

  private static int level(@Nullable Part part) {
    return part instanceof Part.Many many ? many.parent().level() : 0;
  }

  private static void pile(Node node, Deque<Part> side) {
    switch (node) {
      case Node.Leaf leaf -> {
        for (Entry entry : leaf.entries().reversed()) {
          side.push(new Part.One(entry));
        }
      }
      case Node.Inner inner -> {
        for (int i = inner.children().size() - 1; i >= 0; i--) {
          side.push(new Part.Many(inner, i));
        }
      }
    }
  }
}
