package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlLedgerTest extends LedgerContract {
  @RegisterExtension static final PostgresqlServer SERVER = new PostgresqlServer();

  @Override
  LedgerConfig config(String owner) {
    return SERVER.config(owner);
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
