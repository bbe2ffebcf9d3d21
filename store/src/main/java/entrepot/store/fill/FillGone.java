package entrepot.store.fill;

import entrepot.kit.Failure;

/** The source no longer has a file that an index names. */
public final class FillGone extends Failure {
  private static final long serialVersionUID = 1L;

  public FillGone(String found) {
    super(
        found,
        "Refresh the client's indexes; the file has been withdrawn where it came from.",
        null);
  }
}
