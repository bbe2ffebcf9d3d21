package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlPartsTest extends PartsContract {
  @RegisterExtension static final PostgresqlServer SERVER = new PostgresqlServer();

  @Override
  LedgerConfig config(String owner) {
    return SERVER.config(owner);
  }

  @Test
  void workUnderWayWaitsForAServerThatStopped() throws Exception {
    SERVER.running().stop();
    CompletableFuture<Void> noting =
        CompletableFuture.runAsync(() -> ledger.runs().progress(run, 3, 4));
    try {
      assertThatThrownBy(() -> ledger.runs().running()).isInstanceOf(LedgerUnavailable.class);
      assertThat(noting).isNotDone();
    } finally {
      SERVER.running().restart();
    }

    noting.get(30, TimeUnit.SECONDS);
    assertThat(ledger.runs().find(run.id()).orElseThrow().filesFetched()).isEqualTo(3);
  }
}
