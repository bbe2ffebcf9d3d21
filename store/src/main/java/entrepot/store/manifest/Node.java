package entrepot.store.manifest;

import entrepot.kit.TreePath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoded node. */
sealed interface Node {
  /** Zero for a leaf, one more than its children for an inner node. */
  int level();

  /** The least path below it; null in the empty leaf. */
  @Nullable TreePath first();

  /** What it adds up to. */
  Summary summary();

  /** Entries in ascending order; none only in the empty manifest's one leaf. */
  record Leaf(List<Entry> entries) implements Node {
    @Override
    public int level() {
      return 0;
    }

    @Override
    public @Nullable TreePath first() {
      return entries.isEmpty() ? null : entries.getFirst().path();
    }

    @Override
    public Summary summary() {
      Summary sum = Summary.EMPTY;
      for (Entry entry : entries) {
        sum = sum.plus(Summary.of(entry));
      }
      return sum;
    }
  }

  /** Children in ascending order, at least one. */
  record Inner(int level, List<Child> children) implements Node {
    @Override
    public TreePath first() {
      return children.getFirst().first();
    }

    @Override
    public Summary summary() {
      Summary sum = Summary.EMPTY;
      for (Child child : children) {
        sum = sum.plus(child.summary());
      }
      return sum;
    }
  }
}
