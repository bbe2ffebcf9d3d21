package entrepot.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunsTest extends RunsContract {
  @TempDir Path folder;

  @Override
  LedgerConfig config(String owner) {
    return new LedgerConfig.Sqlite(folder.resolve("ledger.db"), owner);
  }
}
