package entrepot.collect.files;

import entrepot.kit.Failure;
import entrepot.kit.TreePath;

/** A file is asked for that was to be fetched from an upstream; the tree is a folder now. */
public final class OriginGone extends Failure {
  private static final long serialVersionUID = 1L;

  OriginGone(TreePath path) {
    super(
        "fetching %s: its tree came from an upstream once, and from a folder now".formatted(path),
        "Release a snapshot that was made of the folder.",
        null);
  }
}
