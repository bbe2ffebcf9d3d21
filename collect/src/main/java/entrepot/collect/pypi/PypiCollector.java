package entrepot.collect.pypi;

import entrepot.collect.Collector;
import entrepot.collect.HeldLease;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.Pause;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes snapshots of a Python index. */
public final class PypiCollector implements Collector {
  private final PypiSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;
  private final Pause pause;

  /** Sorts in {@code temporaryFolder}; leaves nothing there. */
  public PypiCollector(
      PypiSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock) {
    this(source, upstream, store, temporaryFolder, clock, Pause.SLEEP);
  }

  /** With another way to wait before a stale page is asked for again, for tests. */
  PypiCollector(
      PypiSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock,
      Pause pause) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    try (HeldLease lease = new HeldLease(store.leases(), "sync " + request.tree(), clock)) {
      return new PypiRun(
              source, upstream, store, temporaryFolder, clock, pause, request, progress, lease)
          .run();
    }
  }
}
