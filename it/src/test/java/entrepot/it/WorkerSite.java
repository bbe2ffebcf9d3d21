package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.app.command.Command;
import entrepot.app.command.Report;
import entrepot.app.control.Server;
import entrepot.it.fixture.EntrepotProcess;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.Installation;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.ledger.JournalEntry;
import entrepot.ledger.Ledger;
import entrepot.ledger.Part;
import entrepot.ledger.Run;
import entrepot.ledger.TestingPostgresql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A server with PostgreSQL, an archive that takes its time, and workers in processes of their own.
 */
final class WorkerSite implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(2);
  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final int PACKAGES = 150;
  private static final int IN_A_PART = 3;

  final AptVendor vendor;
  final Installation installation;
  final Server server;
  private final TestingPostgresql database;
  private final String name;
  private final String store;
  private final List<EntrepotProcess> workers = new ArrayList<>();

  WorkerSite(Path folder, TestingPostgresql database) {
    this(folder, database, "");
  }

  /**
   * The same, with its store elsewhere than in the server's state.
   *
   * @param store the key {@code store} of the configuration
   */
  WorkerSite(Path folder, TestingPostgresql database, String store) {
    this.database = database;
    this.store = store;
    this.name = database.newDatabase();
    this.vendor = AptVendor.in(folder, RepositoryPlan.small().packages(PACKAGES));
    this.installation = Installation.in(folder.resolve("entrepot"), shared(folder));
    this.server = Server.start(installation.configuration());
  }

  /** The configuration of a server or worker of this site. */
  String shared(Path folder) {
    try {
      Path password = Files.writeString(folder.resolve("password"), TestingPostgresql.PASSWORD);
      return """
      database: {url: "%s", user: entrepot, password-file: %s}
      workers: {lease: %dms, entries: %d}
      """
              .formatted(database.url(name), password, LEASE.toMillis(), IN_A_PART)
          + store
          + Road.configuration(vendor, "full", Road.More.NOTHING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each package is answered after that time. */
  void slow(Duration each) {
    vendor.upstream.fault("\\.deb$", new Fault.Hook(() -> LockSupport.parkNanos(each.toNanos())));
  }

  /** A worker that is at work. */
  EntrepotProcess worker(String called) {
    return worker(called, installation);
  }

  /** One on another machine: with a state folder of its own. */
  EntrepotProcess worker(String called, Installation machine) {
    EntrepotProcess worker = machine.start(List.of(), "worker", "--name", called);
    workers.add(worker);
    assertThat(worker.says("ready", PATIENCE)).as(worker.output()).isTrue();
    return worker;
  }

  /** A sync that goes on while the test does something. */
  CompletableFuture<Report.Synced> sync() {
    return CompletableFuture.supplyAsync(
        () -> installation.sync(AptVendor.TREE), WorkerSite::begin);
  }

  /** The common pool has one thread on a small machine: what goes on beside a sync would wait. */
  static void begin(Runnable task) {
    Thread.ofVirtual().start(task);
  }

  /** One process alone, with SQLite, of the same upstream. */
  Installation single(Path folder) {
    return Installation.in(folder, Road.configuration(vendor, "full", Road.More.NOTHING));
  }

  Report.Status status() {
    return installation.run(new Command.Status());
  }

  /** The parts of the last run, by number. */
  List<Part> parts() {
    try (Ledger ledger = ledger()) {
      return ledger.parts().done(lastRun(ledger), 0, 10_000);
    }
  }

  Run lastRun() {
    try (Ledger ledger = ledger()) {
      return lastRun(ledger);
    }
  }

  private static Run lastRun(Ledger ledger) {
    return ledger.runs().of(AptVendor.TREE, 1).getFirst();
  }

  /** What that worker holds now. */
  List<Part> heldBy(String worker) {
    try (Ledger ledger = ledger()) {
      return ledger.parts().held().stream()
          .filter(part -> part.holder().orElse("").equals(worker))
          .toList();
    }
  }

  List<JournalEntry> takeovers() {
    try (Ledger ledger = ledger()) {
      return ledger.journal().newest(1_000).stream()
          .filter(entry -> entry.act().equals("takeover"))
          .toList();
    }
  }

  private Ledger ledger() {
    return Ledger.open(database.config(name, "test"), InstantSource.system());
  }

  /** Waits for it, at most as long as patience lasts. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    workers.forEach(EntrepotProcess::close);
    server.close();
    vendor.close();
  }
}
