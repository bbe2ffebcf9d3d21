package entrepot.it;

import static entrepot.it.WorkerSite.PACKAGES;
import static entrepot.it.WorkerSite.PATIENCE;
import static entrepot.it.WorkerSite.until;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Report;
import entrepot.it.fixture.Ceph;
import entrepot.it.fixture.CephUser;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.ledger.Part;
import entrepot.ledger.TestingPostgresql;
import entrepot.store.s3.Bucket;
import entrepot.store.s3.S3Clients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Machines that have a database and the store's bucket in common, and no folder. */
@NeedsCeph
class WorkersOfABucketTest {
  private static final String NAME = "store-of-workers";

  @TempDir Path folder;
  private final Ceph ceph = Ceph.shared();
  private CephUser user;
  private TestingPostgresql database;
  private WorkerSite site;

  @BeforeEach
  void open() throws Exception {
    user = ceph.user(NAME);
    Bucket bucket = new Bucket(NAME, "", "us-east-1", Optional.of(ceph.endpoint()));
    try (S3Client client = S3Clients.open(bucket, user.credentials())) {
      client.createBucket(request -> request.bucket(NAME));
    }
    database = TestingPostgresql.start();
    site = new WorkerSite(folder, database, store("central/"));
  }

  @AfterEach
  void close() throws Exception {
    if (site != null) {
      site.close();
    }
    database.close();
  }

  private String store(String prefix) {
    return """
    store:
      bucket:
        name: %s
        prefix: %s
        region: us-east-1
        endpoint: "%s"
        credentials: %s
    """
        .formatted(NAME, prefix, ceph.endpoint(), user.configuration(folder.resolve("keys")));
  }

  private Installation machine(String name) {
    return Installation.in(folder.resolve(name), site.shared(folder));
  }

  @Test
  void theyShareOneSyncThoughOneOfThemDies() throws Exception {
    EntrepotProcess victim = site.worker("one", machine("first"));
    site.worker("two", machine("second"));
    site.slow(Duration.ofMillis(200));
    CompletableFuture<Report.Synced> sync = site.sync();
    until("the first has a part", () -> !site.heldBy("one").isEmpty());
    victim.kill();

    Report.Synced synced = sync.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    assertThat(synced.missing()).isZero();
    assertThat(synced.quarantined()).isEmpty();
    assertThat(site.parts())
        .allMatch(part -> part.result().isPresent())
        .extracting(part -> part.holder().orElseThrow())
        .contains("two");
    assertThat(site.parts().stream().mapToLong(Part::entries).sum()).isEqualTo(PACKAGES);
    site.vendor.upstream.heal();
    Report.Synced alone = site.single(folder.resolve("single")).sync(AptVendor.TREE);
    assertThat(synced.snapshot()).isEqualTo(alone.snapshot());
    served();
  }

  private void served() {
    try (Browser browser = new Browser()) {
      for (String name : site.vendor.repository.names()) {
        String path = site.vendor.repository.path(name);
        String address = site.server.edgeUrls().get("north") + "/debian/" + path;
        assertThat(browser.bytes(address)).isEqualTo(site.vendor.repository.bytes(path));
      }
    }
  }

  @Test
  void oneWithAnotherPrefixIsRefused() {
    Installation other =
        Installation.in(
            folder.resolve("other"), site.shared(folder).replace("central/", "elsewhere/"));
    try (EntrepotProcess stranger = other.start(List.of(), "worker", "--name", "stranger")) {
      assertThat(stranger.exit(PATIENCE)).as(stranger.output()).contains(3);
      assertThat(stranger.output())
          .contains("the store of this worker is not the server's: it has no mark");
    }
  }
}
