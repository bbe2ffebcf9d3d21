package entrepot.app.control;

import entrepot.app.config.Configuration;
import entrepot.app.config.LedgerAccess;
import entrepot.app.worker.LedgerNotShared;
import entrepot.app.worker.SharedRun;
import entrepot.app.worker.Worker;
import entrepot.ledger.KnownWorker;
import entrepot.ledger.Ledger;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The composition root of {@code entrepot worker}. It never takes the lock of the state folder, of
 * which it uses the store alone.
 */
public final class WorkerProcess implements AutoCloseable {
  /** Within what systemd gives a service to stop. */
  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final Parts parts;
  private final Worker worker;

  private WorkerProcess(Parts parts, Worker worker) {
    this.parts = parts;
    this.worker = worker;
  }

  /** Opens ledger and store; throws {@link LedgerNotShared} where the ledger is a file. */
  public static WorkerProcess open(Configuration configuration, String name, String host) {
    if (configuration.database().isEmpty()) {
      throw new LedgerNotShared();
    }
    Parts parts = new Parts();
    try {
      return open(configuration, name, host, parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static WorkerProcess open(
      Configuration configuration, String name, String host, Parts parts) {
    InstantSource clock = InstantSource.system();
    StateFolder folder = new StateFolder(configuration.state());
    Logs.level(configuration);
    Ledger ledger =
        parts.add(Ledger.open(new LedgerAccess().of(configuration, "worker " + name), clock));
    Backend backend = parts.add(OpenedStore.shared(configuration, folder)).backend();
    ConfiguredPartSources sources =
        parts.add(new ConfiguredPartSources(configuration, ledger, backend, clock));
    Instant now = clock.instant();
    KnownWorker self =
        new KnownWorker(
            name, UUID.randomUUID().toString(), host, ProcessHandle.current().pid(), now, now, now);
    Worker worker =
        new Worker(
            ledger, Store.over(backend, clock), self, configuration.workers().lease(), sources);
    return new WorkerProcess(parts, worker);
  }

  /** Whether a worker may go by that name. */
  public static boolean permits(String name) {
    return name.matches("[a-z0-9][a-z0-9._-]{0,63}") && !name.equals(SharedRun.HOLDER);
  }

  /** Works until {@link #stop}; see {@link Worker#run}. */
  public void run(Runnable ready) {
    worker.run(ready);
  }

  /** Ends {@link #run}, and waits for that. */
  public void stop() {
    worker.stop(STOPPING);
  }

  @Override
  public void close() {
    parts.close();
  }
}
