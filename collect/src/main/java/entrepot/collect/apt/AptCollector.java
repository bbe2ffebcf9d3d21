package entrepot.collect.apt;

import entrepot.collect.Collector;
import entrepot.collect.HeldLease;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes snapshots of a Debian archive. */
public final class AptCollector implements Collector {
  private final AptSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;

  /** Sorts in {@code temporaryFolder}; leaves nothing there. */
  public AptCollector(
      AptSource source, Upstream upstream, Store store, Path temporaryFolder, InstantSource clock) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
  }

  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    try (HeldLease lease = new HeldLease(store.leases(), "sync " + request.tree(), clock)) {
      return new AptRun(source, upstream, store, temporaryFolder, clock, request, progress, lease)
          .run();
    }
  }
}
