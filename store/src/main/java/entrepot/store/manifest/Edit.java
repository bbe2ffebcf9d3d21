package entrepot.store.manifest;

import entrepot.kit.TreePath;

/** One change to be made to a manifest. */
public sealed interface Edit {
  /** The path it is about. */
  TreePath path();

  /** Adds the entry, or replaces the one at its path. */
  record Put(Entry entry) implements Edit {
    @Override
    public TreePath path() {
      return entry.path();
    }
  }

  /** Removes the entry at that path; nothing happens where there is none. */
  record Remove(TreePath path) implements Edit {}
}
