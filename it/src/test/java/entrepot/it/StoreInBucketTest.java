package entrepot.it;

import static entrepot.it.AptVendor.IN_RELEASE;
import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.control.Server;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.it.fixture.Seen;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The central store in a bucket: sync, release to disks, misses, garbage. */
class StoreInBucketTest {
  private static final RepositoryPlan PLAN = RepositoryPlan.small().packages(30);

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Browser browser = new Browser();
  private EmbeddedBucket bucket;
  private AptVendor vendor;
  private @Nullable Installation installation;
  private @Nullable Server server;

  @BeforeEach
  void start() throws Exception {
    bucket = new EmbeddedBucket(folder.resolve("bucket"));
    vendor = AptVendor.in(folder, PLAN);
  }

  @AfterEach
  void stop() throws Exception {
    running().close();
    browser.close();
    vendor.close();
    bucket.close();
  }

  private void open(String policy) throws IOException {
    Installation made =
        Installation.in(
            folder.resolve("entrepot"),
            "store:\n  bucket: "
                + bucket.configuration().strip()
                + "\n"
                + Road.configuration(vendor, policy, Road.More.NOTHING));
    installation = made;
    server = Server.start(made.configuration(), now::get);
  }

  @Test
  void aFullTreeGoesThroughTheBucketAndItsGarbageComesBack() throws IOException {
    open("full");
    assertThat(sync().outcome()).isEqualTo("changed");
    assertThat(sync().outcome()).isEqualTo("unchanged");
    Set<String> first = new HashSet<>(bucket.keys("blobs"));
    assertThat(first).hasSizeGreaterThan(PLAN.packages());
    assertThat(bucket.keys("snapshots")).hasSize(1);
    assertThat(bucket.keys("leases")).isEmpty();
    assertThat(java.util.Objects.requireNonNull(installation).state().resolve("store/blobs"))
        .doesNotExist();
    readThrough();

    Set<String> replaced = packages();
    vendor.repository.change(100);
    vendor.repository.publish();
    assertThat(sync().outcome()).isEqualTo("changed");
    readThrough();
    assertThat(bucket.keys("blobs")).containsAll(first).containsAll(replaced);

    for (int i = 0; i < 12; i++) {
      // The ten newest snapshots stay whatever their age.
      vendor.repository.change(4);
      vendor.repository.publish();
      sync();
    }
    for (int i = 0; i < 5; i++) {
      now.updateAndGet(before -> before.plus(Duration.ofDays(31)));
      run(new Command.Prune());
    }

    // The server's own housekeeping, due by the same clock, may be the one that deletes.
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && !Collections.disjoint(bucket.keys("blobs"), replaced)) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(bucket.keys("blobs")).doesNotContainAnyElementsOf(replaced);
    assertThat(bucket.keys("snapshots")).hasSize(10);
    readThrough();
  }

  @Test
  void anOnDemandTreeIsFilledIntoTheBucketOnceForAllRegions() throws IOException {
    open("on-demand");
    sync();
    int indexes = bucket.keys("blobs").size();
    String path = vendor.repository.path("fixture-00003");
    byte[] expected = vendor.repository.bytes(path);

    assertThat(served("north", path)).isEqualTo(expected);
    assertThat(served("south", path)).isEqualTo(expected);

    assertThat(vendor.upstream.seen(Seen.Kind.PACKAGE)).hasSize(1);
    assertThat(bucket.keys("blobs")).hasSize(indexes + 1).contains(Digest.sha256Of(expected).hex());
  }

  private Server running() {
    return java.util.Objects.requireNonNull(server);
  }

  private Set<String> packages() {
    Set<String> digests = new HashSet<>();
    for (String name : vendor.repository.names()) {
      byte[] content = vendor.repository.bytes(vendor.repository.path(name));
      digests.add(Digest.sha256Of(content).hex());
    }
    return digests;
  }

  /** A second later than before: the age of snapshots is what retention goes by. */
  private Report.Synced sync() {
    now.updateAndGet(before -> before.plusSeconds(1));
    return run(new Command.Sync(TREE, false, false));
  }

  private <R extends Report> R run(Command<R> command) {
    return running().operator().run(command, Progress.SILENT);
  }

  private void readThrough() {
    for (String region : List.of("north", "south")) {
      assertThat(served(region, IN_RELEASE)).isEqualTo(vendor.repository.bytes(IN_RELEASE));
      for (String name : vendor.repository.names()) {
        String path = vendor.repository.path(name);
        assertThat(served(region, path)).isEqualTo(vendor.repository.bytes(path));
      }
    }
  }

  private byte[] served(String region, String path) {
    return browser.bytes(
        running().edgeUrls().get(region)
            + "/debian/"
            + path.replace("+", "%2b").replace("~", "%7e"));
  }
}
