package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlPartsTest extends PartsContract {
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
  void workUnderWayWaitsForAServerThatStopped() throws Exception {
    server.stop();
    CompletableFuture<Void> noting =
        CompletableFuture.runAsync(() -> ledger.runs().progress(run, 3, 4));
    try {
      assertThatThrownBy(() -> ledger.runs().running()).isInstanceOf(LedgerUnavailable.class);
      assertThat(noting).isNotDone();
    } finally {
      server.restart();
    }

    noting.get(30, TimeUnit.SECONDS);
    assertThat(ledger.runs().find(run.id()).orElseThrow().filesFetched()).isEqualTo(3);
  }
}
