package entrepot.store.manifest;

import entrepot.kit.TreePath;

/** One difference between two manifests. */
public sealed interface Change {
  /** The path it is about. */
  TreePath path();

  /** The second manifest has it, the first does not. */
  record Added(Entry entry) implements Change {
    @Override
    public TreePath path() {
      return entry.path();
    }
  }

  /** The first manifest has it, the second does not. */
  record Removed(Entry entry) implements Change {
    @Override
    public TreePath path() {
      return entry.path();
    }
  }

  /** Both have it, with different fields. */
  record Modified(Entry before, Entry after) implements Change {
    @Override
    public TreePath path() {
      return after.path();
    }
  }
}
