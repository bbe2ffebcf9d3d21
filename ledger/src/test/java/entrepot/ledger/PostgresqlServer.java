package entrepot.ledger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs PostgreSQL while a class is tested, with an empty database for each test. */
final class PostgresqlServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private @Nullable TestingPostgresql server;
  private String database = "";

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    server = TestingPostgresql.start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database = running().newDatabase();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (server != null) {
      server.close();
    }
  }

  TestingPostgresql running() {
    if (server == null) {
      throw new IllegalStateException("no server was started");
    }
    return server;
  }

  /** The test's database, as that owner opens it. */
  LedgerConfig config(String owner) {
    return running().config(database, owner);
  }
}
