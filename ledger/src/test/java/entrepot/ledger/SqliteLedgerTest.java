package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
  @TempDir Path folder;

  @Override
  LedgerConfig config(String owner) {
    return new LedgerConfig.Sqlite(folder.resolve("state/ledger.db"), owner);
  }

  @Test
  void aCommitOutlivesAPowerCut() {
    assertThat(pragma("synchronous")).isEqualTo("2");
    assertThat(pragma("journal_mode")).isEqualTo("wal");
    assertThat(pragma("foreign_keys")).isEqualTo("1");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "not a database ".repeat(100));

    assertThatThrownBy(() -> Ledger.open(new LedgerConfig.Sqlite(file, "server"), clock))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageStartingWith("opening the database " + file + " failed: ");
    assertThat(file).hasContent("not a database ".repeat(100));
  }

  private String pragma(String name) {
    return ledger
        .database()
        .write(
            "asking SQLite",
            handle -> handle.createQuery("pragma " + name).mapTo(String.class).one());
  }
}
