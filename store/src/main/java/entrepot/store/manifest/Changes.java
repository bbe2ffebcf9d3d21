package entrepot.store.manifest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares two sequences of parts by walking both in order. What is ahead on each side is a pile;
 * only the tops are compared. Equal subtrees are dropped from both unread; else the top that begins
 * earlier, or is higher, is taken apart. Heights and borders may differ.
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

  void between(List<Part> former, List<Part> latter) {
    pile(former, before);
    pile(latter, after);
    while (true) {
      Part left = before.peek();
      Part right = after.peek();
      if (left == null && right == null) {
        return;
      }
      if (right == null) {
        takeBefore();
      } else if (left == null) {
        takeAfter();
      } else {
        compare(left, right);
      }
    }
  }

  private void compare(Part left, Part right) {
    int order = left.first().compareTo(right.first());
    if (order < 0) {
      takeBefore();
    } else if (order > 0) {
      takeAfter();
    } else if (left instanceof Part.One(Entry one) && right instanceof Part.One(Entry other)) {
      drop();
      if (!one.equals(other)) {
        each.accept(new Change.Modified(one, other));
      }
    } else if (left instanceof Part.Many one
        && right instanceof Part.Many other
        && one.digest().equals(other.digest())) {
      drop();
    } else {
      int higher = height(left) - height(right);
      if (higher >= 0) {
        takeBefore();
      }
      if (higher <= 0) {
        takeAfter();
      }
    }
  }

  private void drop() {
    before.pop();
    after.pop();
  }

  private void takeBefore() {
    switch (before.pop()) {
      case Part.One(Entry entry) -> each.accept(new Change.Removed(entry));
      case Part.Many many -> pile(many.parts(nodes), before);
    }
  }

  private void takeAfter() {
    switch (after.pop()) {
      case Part.One(Entry entry) -> each.accept(new Change.Added(entry));
      case Part.Many many -> pile(many.parts(nodes), after);
    }
  }

  private static int height(Part part) {
    return part instanceof Part.Many many ? many.height() : 0;
  }

  private static void pile(List<Part> parts, Deque<Part> side) {
    for (Part part : parts.reversed()) {
      side.push(part);
    }
  }
}
