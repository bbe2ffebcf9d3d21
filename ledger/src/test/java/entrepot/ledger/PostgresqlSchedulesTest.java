package entrepot.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresqlSchedulesTest extends SchedulesContract {
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
}
