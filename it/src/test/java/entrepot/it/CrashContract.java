package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Installation;
import entrepot.kit.CrashPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that syncs and releases is killed with SIGKILL, at named points and at random instants,
 * while clients read at edges over the replicas that it writes: not one torn or missing read, and
 * the next run completes.
 */
abstract class CrashContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RANDOM_INSTANTS_OF_A_LONG_RUN = 100;
  private static final long SEED = Long.getLong("entrepot.crash.seed", System.nanoTime());

  @TempDir Path folder;
  private final int randomInstants;
  private Vendor<?> vendor;
  private Installation installation;
  private ServedRegions regions;
  private Readers readers;
  private final Browser browser = new Browser();

  /** Kills that often at random instants. */
  CrashContract(int randomInstants) {
    this.randomInstants =
        Boolean.getBoolean("entrepot.long") ? RANDOM_INSTANTS_OF_A_LONG_RUN : randomInstants;
  }

  /** Publishes a repository from that folder. */
  abstract Vendor<?> vendor(Path folder);

  /** Where it is published. */
  ServedRegions regions(Path folder) {
    return new ReplicaEdges();
  }

  @BeforeEach
  void serveAFirstRelease() {
    vendor = vendor(folder);
    regions = regions(folder);
    installation =
        Installation.in(
            folder.resolve("entrepot"),
            Road.configuration(vendor, "full", regions.configuration(), ""));
    installation.sync(vendor.tree());
    regions.serve(installation);
    readers = new Readers(regions.trees(vendor.tree()), vendor, SEED);
  }

  @AfterEach
  void stop() {
    readers.close();
    regions.close();
    browser.close();
    vendor.close();
  }

  @Test
  void survivesAKillAtEachCrashPoint() {
    Map<CrashPoint, String> unreached = new TreeMap<>();
    assertThat(regions.points()).isNotEmpty();
    for (CrashPoint point : regions.points()) {
      publishAChange();
      try (EntrepotProcess writer = sync("-Dentrepot.crash=" + point)) {
        if (!writer.says("crash point " + point, PATIENCE)) {
          unreached.put(point, writer.output());
        }
        readers.readAnotherRound();
        writer.kill();
      }
      completes(point.toString());
    }
    assertThat(unreached).as("each point is on the way of a sync or release").isEmpty();
    regions.atTheEnd(installation, vendor);
  }

  @Test
  void survivesAKillAtAnyInstant() {
    System.out.println("random instants from -Dentrepot.crash.seed=" + SEED);
    Random random = new Random(SEED);
    long work = measured();
    int alive = 0;
    for (int i = 0; i < randomInstants; i++) {
      publishAChange();
      vendor.upstream.forget();
      long after = (long) (work * 1.1 * random.nextDouble());
      try (EntrepotProcess writer = sync("-Dentrepot.nothing=")) {
        awaitFirstRequest(writer);
        LockSupport.parkNanos(after);
        alive += writer.exit(Duration.ZERO).isEmpty() ? 1 : 0;
        writer.kill();
      }
      completes("kill %d, %d ms after the first request".formatted(i, after / 1_000_000));
    }
    assertThat(alive)
        .as("runs that were killed before their end")
        .isGreaterThanOrEqualTo(regions.killsThatLand(randomInstants));
    assertThat(readers.files()).isGreaterThanOrEqualTo(regions.filesRead(randomInstants));
    regions.atTheEnd(installation, vendor);
  }

  private EntrepotProcess sync(String option) {
    return installation.start(List.of(option), "sync", vendor.tree(), "--progress", "none");
  }

  private void publishAChange() {
    vendor.repository.change(2);
    vendor.repository.publish();
    vendor.repository.prune();
  }

  /** The nanoseconds from the first request of an undisturbed run to its end. */
  private long measured() {
    publishAChange();
    vendor.upstream.forget();
    try (EntrepotProcess writer = sync("-Dentrepot.nothing=")) {
      awaitFirstRequest(writer);
      long begin = System.nanoTime();
      assertThat(writer.exit(PATIENCE)).as(writer.output()).contains(0);
      return System.nanoTime() - begin;
    }
  }

  private void awaitFirstRequest(EntrepotProcess writer) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (vendor.upstream.seen().isEmpty()) {
      assertThat(System.nanoTime()).as(writer.output()).isLessThan(end);
      LockSupport.parkNanos(500_000);
    }
  }

  private void completes(String killed) {
    assertThat(installation.sync(vendor.tree()).releases())
        .as("releases after " + killed)
        .noneMatch(each -> each.outcome().equals("failed"));
    regions.refresh();
    for (String tree : regions.trees(vendor.tree())) {
      assertThat(vendor.meaning(browser.bytes(tree + vendor.entryPoint())))
          .as("what is served at " + tree + " after " + killed)
          .isEqualTo(vendor.meaning(vendor.published()));
    }
    readers.readAnotherRound();
    assertThat(readers.wrong()).as("what readers found wrong by " + killed).isEmpty();
  }
}
