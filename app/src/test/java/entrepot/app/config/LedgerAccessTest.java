package entrepot.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.ledger.LedgerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAccessTest {
  private static final String URL = "jdbc:postgresql://db/entrepot";

  @TempDir Path folder;

  @Test
  void withoutAGroupItIsSqliteInTheStateFolder() throws IOException {
    assertThat(ledger("", Map.of()))
        .isEqualTo(new LedgerConfig.Sqlite(folder.resolve("state/ledger.db"), "server"));
  }

  @Test
  void aPasswordIsTheFirstLineOfAFile() throws IOException {
    Files.writeString(folder.resolve("password"), "top secret\nand notes\n");

    assertThat(ledger("password-file: password", Map.of()))
        .isEqualTo(new LedgerConfig.Postgresql(URL, "me", "top secret", "server"));
  }

  @Test
  void aPasswordIsInTheEnvironment() throws IOException {
    assertThat(ledger("password-env: DB", Map.of("DB", "top secret")))
        .isEqualTo(new LedgerConfig.Postgresql(URL, "me", "top secret", "server"));
  }

  @Test
  void aPasswordThatIsNotThereIsAFailure() {
    assertThatThrownBy(() -> ledger("password-env: DB", Map.of()))
        .isInstanceOf(PasswordUnreadable.class);
    assertThatThrownBy(() -> ledger("password-file: none", Map.of()))
        .isInstanceOf(PasswordUnreadable.class)
        .hasMessageContaining(folder.resolve("none").toString());
  }

  private LedgerConfig ledger(String password, Map<String, String> environment) throws IOException {
    String database =
        password.isEmpty() ? "" : "database: {url: '%s', user: me, %s}".formatted(URL, password);
    Path file = Files.writeString(folder.resolve("c.yaml"), "state: state\n" + database);
    return new LedgerAccess(environment::get)
        .of(ConfigurationFile.load(file).configuration(), "server");
  }
}
