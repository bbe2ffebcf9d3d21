package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlLedgerTest extends LedgerContract {
  private static TestingPostgresql server;
  private String database;

  @BeforeAll
  static void start() throws Exception {
    server = TestingPostgresql.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  @Override
  void open() {
    database = server.newDatabase();
    super.open();
  }

  @Override
  LedgerConfig config(String owner) {
    return server.config(database, owner);
  }

  @Test
  void thePasswordIsNeverShown() {
    assertThat(config("server").toString()).doesNotContain("not-a-secret").contains("entrepot");
  }

  @Test
  void aServerThatIsDownIsAFailureWithItsAddress() {
    var nobody =
        new LedgerConfig.Postgresql("jdbc:postgresql://127.0.0.1:1/none", "me", "hidden", "server");

    assertThatThrownBy(() -> Ledger.open(nobody, clock))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageStartingWith("opening the database jdbc:postgresql://127.0.0.1:1/none failed: ")
        .hasMessageNotContaining("hidden");
  }
}
