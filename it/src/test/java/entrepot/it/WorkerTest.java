package entrepot.it;

import static entrepot.it.WorkerSite.LEASE;
import static entrepot.it.WorkerSite.PACKAGES;
import static entrepot.it.WorkerSite.PATIENCE;
import static entrepot.it.WorkerSite.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.command.CommandFailed;
import entrepot.app.command.Report;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.ledger.JournalEntry;
import entrepot.ledger.Outcome;
import entrepot.ledger.Part;
import entrepot.ledger.TestingPostgresql;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sync, several processes, a real PostgreSQL; processes die, sleep, and lose the database. */
class WorkerTest {
  private static TestingPostgresql database;

  @TempDir Path folder;
  private WorkerSite site;

  @BeforeAll
  static void startDatabase() throws Exception {
    database = TestingPostgresql.start();
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    if (database != null) {
      database.close();
    }
  }

  @BeforeEach
  void open() {
    site = new WorkerSite(folder, database);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void threeWorkersOfWhichOneIsKilledAgainAndAgainMakeOneRightSnapshot() throws Exception {
    Deque<EntrepotProcess> alive = new ArrayDeque<>();
    for (String name : List.of("one", "two", "three")) {
      alive.add(site.worker(name));
    }
    site.slow(Duration.ofMillis(700));
    CompletableFuture<Report.Synced> sync = site.sync();
    int killed = 0;
    while (!finished(sync, LEASE.multipliedBy(2))) {
      alive.remove().kill();
      killed++;
      if (killed == 1) {
        shown(site.status());
      }
      alive.add(site.worker("heir-" + killed));
    }

    Report.Synced synced = sync.get();
    assertThat(killed).as("workers killed while the sync went on").isPositive();
    wholeAndEqual(synced, site.single(folder.resolve("single")));
    assertThat(site.parts())
        .extracting(part -> part.holder().orElseThrow())
        .as("the work was shared")
        .contains("two", "three");
    assertThat(site.takeovers())
        .extracting(JournalEntry::subject)
        .as("what a killed worker had in hand was taken over, and the journal tells")
        .isNotEmpty()
        .containsOnly(AptVendor.TREE);
  }

  @Test
  void aWorkerThatSleptBeyondItsLeaseChangesNothing() throws Exception {
    EntrepotProcess sleeper = site.worker("sleeper");
    site.slow(Duration.ofMillis(500));
    CompletableFuture<Report.Synced> sync = site.sync();
    Part held = stoppedInTheMiddle(sleeper, "sleeper");
    Report.Synced synced = sync.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    List<Part> before = site.parts();

    signal(sleeper, "CONT");
    assertThat(sleeper.says("is no longer this process's", PATIENCE)).as(sleeper.output()).isTrue();

    assertThat(site.parts()).isEqualTo(before);
    assertThat(before.get((int) held.number()).epoch())
        .as("the sleeper's part was done by another, with a higher epoch")
        .isGreaterThan(held.epoch());
    wholeAndEqual(synced, site.single(folder.resolve("single")));
    assertThat(site.installation.snapshots(AptVendor.TREE)).hasSize(1);
  }

  @Test
  void aSyncWaitsForADatabaseThatStoppedWhileEdgesAndSteeringServeOn() throws Exception {
    site.worker("one");
    Installation single = site.single(folder.resolve("single"));
    single.sync(AptVendor.TREE);
    site.installation.sync(AptVendor.TREE);
    site.vendor.repository.change(60);
    site.vendor.repository.publish();
    site.slow(Duration.ofMillis(400));
    Duration outage = Duration.ofSeconds(Boolean.getBoolean("entrepot.long") ? 60 : 8);
    CompletableFuture<Report.Synced> sync = site.sync();
    until("a part is under way", () -> !site.heldBy("one").isEmpty());

    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger served = new AtomicInteger();
    CompletableFuture<Void> clients =
        CompletableFuture.runAsync(() -> read(over, served), WorkerSite::begin);
    database.stop();
    try {
      long end = System.nanoTime() + outage.toNanos();
      assertThatThrownBy(() -> site.status())
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("failed: ");
      LockSupport.parkNanos(Math.max(0, end - System.nanoTime()));
      assertThat(sync).as("the sync waits").isNotDone();
    } finally {
      database.restart();
    }

    Report.Synced synced = sync.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    over.set(true);
    clients.get(30, TimeUnit.SECONDS);
    assertThat(served.get()).as("answers during the outage").isGreaterThan(20);
    wholeAndEqual(synced, single);
    assertThat(synced.releases())
        .extracting(Report.RegionRelease::outcome)
        .containsOnly("released");
  }

  @Test
  void aWorkerRefusesWhatIsNotShared() {
    Installation other = Installation.in(folder.resolve("other"), site.shared(folder));
    try (EntrepotProcess stranger = other.start(List.of(), "worker", "--name", "stranger")) {
      assertThat(stranger.exit(PATIENCE)).as(stranger.output()).contains(3);
      assertThat(stranger.output())
          .contains("the store of this worker is not the server's: it has no mark");
    }
    Installation single =
        Installation.in(
            folder.resolve("single"), Road.configuration(site.vendor, "full", Road.More.NOTHING));
    try (EntrepotProcess lonely = single.start(List.of(), "worker")) {
      assertThat(lonely.exit(PATIENCE)).as(lonely.output()).contains(3);
      assertThat(lonely.output()).contains("this configuration has SQLite");
    }
  }

  private void read(AtomicBoolean over, AtomicInteger served) {
    try (Browser browser = new Browser()) {
      String file = site.server.edgeUrls().get("north") + "/debian/" + AptVendor.IN_RELEASE;
      String list = site.server.steeringUrl().orElseThrow() + "/mirrors/debian.txt?location=north";
      while (!over.get()) {
        for (String address : List.of(file, list)) {
          HttpResponse<byte[]> answer = browser.get(address);
          assertThat(answer.statusCode()).as(address).isEqualTo(200);
        }
        served.incrementAndGet();
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  /** What it holds while it is stopped: between two parts it is let go on for a moment. */
  private Part stoppedInTheMiddle(EntrepotProcess worker, String name) throws Exception {
    while (true) {
      until("the worker has a part", () -> !site.heldBy(name).isEmpty());
      signal(worker, "STOP");
      List<Part> held = site.heldBy(name);
      if (!held.isEmpty()) {
        return held.getFirst();
      }
      signal(worker, "CONT");
    }
  }

  /** The parts, the run and the snapshot fit together, and one process makes the same snapshot. */
  private void wholeAndEqual(Report.Synced synced, Installation single) {
    List<Part> parts = site.parts();
    assertThat(parts)
        .extracting(Part::number)
        .containsExactlyElementsOf(LongStream.range(0, parts.size()).boxed().toList());
    assertThat(parts).allMatch(part -> part.result().isPresent());
    assertThat(parts.stream().mapToLong(Part::entries).sum()).isLessThanOrEqualTo(PACKAGES);
    assertThat(site.lastRun().outcome()).contains(Outcome.SUCCEEDED);
    assertThat(synced.quarantined()).isEmpty();
    assertThat(synced.missing()).isZero();
    site.vendor.upstream.heal();
    assertThat(synced.snapshot()).isEqualTo(single.sync(AptVendor.TREE).snapshot());
  }

  private static void shown(Report.Status status) {
    assertThat(status.workers()).extracting(Report.WorkerStatus::worker).contains("two", "three");
    assertThat(status.shared())
        .singleElement()
        .satisfies(shared -> {
          assertThat(shared.tree()).isEqualTo(AptVendor.TREE);
          assertThat(shared.parts()).isEqualTo(PACKAGES / 3);
          assertThat(shared.held()).isPositive();
        });
  }

  private static boolean finished(CompletableFuture<?> work, Duration longest) throws Exception {
    try {
      work.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  private static void signal(EntrepotProcess process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
