package entrepot.ledger;

import java.nio.file.Path;

/** Which database holds the ledger. */
public sealed interface LedgerConfig {
  /**
   * A file, made when it is not there.
   *
   * @param owner names the one process that works with it, such as {@code server}
   */
  record Sqlite(Path file, String owner) implements LedgerConfig {}

  /**
   * A PostgreSQL server, version 12 or newer.
   *
   * @param url a JDBC URL without credentials
   * @param owner names this process among those that share the database, the same after a restart;
   *     never used by two at once
   */
  record Postgresql(String url, String user, String password, String owner)
      implements LedgerConfig {
    /** Leaves out the password, which must not come into a log. */
    @Override
    public String toString() {
      return "Postgresql[" + url + ", user " + user + ", owner " + owner + "]";
    }
  }

  /** The name of this process in runs and schedules. */
  String owner();
}
