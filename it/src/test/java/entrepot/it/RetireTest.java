package entrepot.it;

import static entrepot.it.AptVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.control.Server;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.it.fixture.Seen;
import entrepot.kit.Failure;
import entrepot.kit.Progress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is announced to go gets no updates, is named no longer, and goes on its day. */
class RetireTest {
  private static final String OLD = "dists/old/InRelease";
  private static final String STABLE = "dists/stable/InRelease";

  /** Dealt out to the suites in turn. */
  private static final String OF_STABLE = "fixture-00000";

  private static final String OF_OLD = "fixture-00001";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final Browser browser = new Browser();
  private AptVendor vendor;
  private Server server;

  @BeforeEach
  void start() {
    vendor = AptVendor.in(folder, RepositoryPlan.small().packages(20).suites("stable", "old"));
    Installation installation =
        Installation.in(
            folder.resolve("entrepot"), Road.configuration(vendor, "full", Road.More.NOTHING));
    server = Server.start(installation.configuration(), now::get);
    sync();
  }

  @AfterEach
  void stop() {
    server.close();
    browser.close();
    vendor.close();
  }

  @Test
  void aSuiteStaysAsItIsUntilItsDayAndThenGoes() {
    String oldPackage = vendor.repository.path(OF_OLD);
    byte[] oldRelease = vendor.repository.bytes(OLD);
    retire("dists/old", Duration.ofDays(2), Optional.empty());
    vendor.repository.change(100);
    vendor.repository.publish();
    vendor.upstream.forget();

    assertThat(sync().outcome()).isEqualTo("changed");

    assertThat(vendor.upstream.seen())
        .extracting(Seen::path)
        .isNotEmpty()
        .noneMatch(path -> path.startsWith("/dists/old/"));
    assertThat(served(STABLE).body()).isEqualTo(vendor.repository.bytes(STABLE));
    assertThat(served(OLD).body()).isEqualTo(oldRelease);
    assertThat(served(oldPackage).statusCode()).isEqualTo(200);
    assertThat(served(vendor.repository.path(OF_STABLE)).statusCode()).isEqualTo(200);

    pass(Duration.ofDays(2).plusMinutes(10));
    await(() -> served(OLD).statusCode() == 410);

    assertThat(Browser.text(served(OLD)))
        .contains("debian/dists/old was retired on", "end of life, take stable");
    assertThat(served("dists/old/").statusCode()).isEqualTo(410);
    assertThat(served(STABLE).statusCode()).isEqualTo(200);
    await(() -> states().equals(List.of("removed")));

    vendor.upstream.forget();
    assertThat(sync().outcome()).as("reads the other indexes again").isEqualTo("changed");
    assertThat(vendor.upstream.seen()).hasSize(1);
    pass(Duration.ofDays(4));
    assertThat(served(oldPackage).statusCode()).as("what only its indexes named").isEqualTo(404);
    assertThat(served(vendor.repository.path(OF_STABLE)).statusCode()).isEqualTo(200);
    assertThat(sync().outcome()).isEqualTo("unchanged");

    run(new Command.RetireCancel(TREE, "dists/old"));
    assertThat(sync().outcome()).isEqualTo("changed");
    assertThat(served(OLD).body()).isEqualTo(vendor.repository.bytes(OLD));
    assertThat(states()).containsExactly("cancelled");
  }

  @Test
  void aTreeIsUnlistedFirstThenGoesAndItsSpaceComesBack() throws IOException {
    String list = server.steeringUrl().orElseThrow() + "/mirrors/debian.txt";
    retire("", Duration.ofDays(10), Optional.of(Duration.ofDays(1)));
    vendor.repository.change(100);
    vendor.repository.publish();
    vendor.upstream.forget();

    assertThat(sync().outcome()).isEqualTo("retired");
    assertThat(vendor.upstream.seen()).isEmpty();
    assertThat(browser.get(list).statusCode()).isEqualTo(200);

    pass(Duration.ofDays(1).plusMinutes(10));
    await(() -> browser.get(list).statusCode() == 404);
    assertThat(states()).containsExactly("unlisted");
    assertThat(served(STABLE).statusCode()).isEqualTo(200);

    pass(Duration.ofDays(9));
    await(() -> served(STABLE).statusCode() == 410);
    assertThat(Browser.text(served("")))
        .contains("Tree debian was retired on", "end of life, take stable");
    await(() -> states().equals(List.of("removed")));
    assertThatThrownBy(
            () -> run(new Command.Release(TREE, "latest", List.of(), Optional.empty(), "")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("it was retired");

    for (int i = 0; i < 5; i++) {
      pass(Duration.ofDays(31));
      run(new Command.Prune());
    }
    assertThat(objects("store")).isEmpty();
    assertThat(objects("replicas/north")).isEmpty();

    run(new Command.RetireCancel(TREE, ""));
    assertThat(sync().outcome()).isEqualTo("changed");
    assertThat(served(STABLE).body()).isEqualTo(vendor.repository.bytes(STABLE));
  }

  @Test
  void onlyWholeSuitesGoAndNotTheLast() {
    assertThatThrownBy(() -> retire("pool/main", Duration.ofDays(1), Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing begins there");
    assertThatThrownBy(() -> retire("dists", Duration.ofDays(1), Optional.empty()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing of the tree would be left");
    assertThat(states()).isEmpty();
  }

  @Test
  void headsAreServedWhileTheirKeysRotate() throws IOException {
    String first = run(new Command.Keys()).ids().getFirst();

    assertThat(run(new Command.KeysRotate()).ids()).hasSize(2).contains(first);
    assertThat(run(new Command.KeysRetire(first)).ids()).hasSize(1).doesNotContain(first);
    assertThatThrownBy(() -> run(new Command.KeysRetire(run(new Command.Keys()).ids().getFirst())))
        .isInstanceOf(Failure.class);

    vendor.repository.change(100);
    vendor.repository.publish();
    sync();
    assertThat(served(STABLE).body()).isEqualTo(vendor.repository.bytes(STABLE));
    assertThat(folder.resolve("entrepot/state/keys"))
        .isDirectoryContaining("glob:**/" + first + ".retired");
  }

  private void retire(String path, Duration in, Optional<Duration> unlisted) {
    Instant today = now.get();
    run(
        new Command.Retire(
            TREE, path, today.plus(in), unlisted.map(today::plus), "end of life, take stable"));
  }

  private Report.Synced sync() {
    return run(new Command.Sync(TREE, false, false));
  }

  private <R extends Report> R run(Command<R> command) {
    return server.operator().run(command, Progress.SILENT);
  }

  private List<String> states() {
    return run(new Command.Retirements()).retirements().stream()
        .map(Report.RetirementRow::state)
        .toList();
  }

  private HttpResponse<byte[]> served(String path) {
    return browser.get(server.edgeUrls().get("north") + "/debian/" + path);
  }

  private List<Path> objects(String of) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("entrepot/state").resolve(of))) {
      return all.filter(Files::isRegularFile)
          .filter(
              path -> path.toString().contains("/blobs/") || path.toString().contains("/nodes/"))
          .toList();
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
