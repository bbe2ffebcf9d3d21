package entrepot.app.worker;

import entrepot.kit.Failure;

/** A worker of a configuration whose ledger is a file of one machine. */
public final class LedgerNotShared extends Failure {
  private static final long serialVersionUID = 1L;

  public LedgerNotShared() {
    super(
        "workers share runs through a ledger in PostgreSQL; this configuration has SQLite",
        "Add the group 'database' to the configuration of the server and of its workers;"
            + " 'entrepot up' alone needs no worker.",
        null);
  }
}
