package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A manifest node is not what its digest or the format says. */
public final class ManifestCorrupt extends Failure {
  private static final long serialVersionUID = 1L;

  ManifestCorrupt(Digest node, String reason, @Nullable Throwable cause) {
    super(
        "manifest node %s %s".formatted(node.hex(), reason),
        "Remove that object from area 'nodes' and sync or release again: it is written anew.",
        cause);
  }
}
