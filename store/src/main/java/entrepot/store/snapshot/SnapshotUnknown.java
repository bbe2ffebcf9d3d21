package entrepot.store.snapshot;

import entrepot.kit.Digest;
import entrepot.kit.Failure;

/** A snapshot that somebody named has no record. */
public final class SnapshotUnknown extends Failure {
  private static final long serialVersionUID = 1L;

  public SnapshotUnknown(String tree, Digest digest) {
    super(
        "tree %s has no snapshot %s".formatted(tree, digest.hex()),
        "List the snapshots of the tree: 'entrepot snapshots %s'.".formatted(tree),
        null);
  }
}
