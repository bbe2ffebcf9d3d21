package entrepot.store.fill;

import entrepot.kit.Failure;

/** The source sent other bytes than its index promises; they were thrown away. */
public final class FillMismatch extends Failure {
  private static final long serialVersionUID = 1L;

  public FillMismatch(String found) {
    super(
        found,
        "Sync the tree again; if it stays, the source is broken or somebody tampers with it.",
        null);
  }
}
