package entrepot.collect.wheels;

import entrepot.kit.Failure;

/** The tree to build from has no snapshot. */
public final class IndexNotThere extends Failure {
  private static final long serialVersionUID = 1L;

  IndexNotThere(String tree) {
    super(
        "tree %s, which wheels are built from, has no snapshot yet".formatted(tree),
        "Run 'entrepot sync %s' first.".formatted(tree),
        null);
  }
}
