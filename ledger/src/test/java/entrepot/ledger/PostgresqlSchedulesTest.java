package entrepot.ledger;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlSchedulesTest extends SchedulesContract {
  @RegisterExtension static final PostgresqlServer SERVER = new PostgresqlServer();

  @Override
  LedgerConfig config(String owner) {
    return SERVER.config(owner);
  }
}
