package entrepot.store.manifest;

import entrepot.kit.Failure;
import entrepot.kit.TreePath;

/** One name would be both a file and a folder, which neither a disk nor a client can hold. */
public final class NameClash extends Failure {
  private static final long serialVersionUID = 1L;

  NameClash(TreePath file, TreePath below) {
    super(
        "'%s' is a file, and '%s' would lie below it".formatted(file, below),
        "Leave one of the two out of the tree.",
        null);
  }
}
