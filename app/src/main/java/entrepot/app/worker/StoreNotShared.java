package entrepot.app.worker;

import entrepot.kit.Failure;

/** A worker whose store is not the control plane's: what it fetched would be nowhere. */
public final class StoreNotShared extends Failure {
  private static final long serialVersionUID = 1L;

  StoreNotShared(String found) {
    super(
        "the store of this worker is not the server's: " + found,
        "Mount the server's store at the same place (STATE/store), or configure the same bucket;"
            + " and start 'entrepot up' once with this database.",
        null);
  }
}
