package entrepot.collect.rpm;

import entrepot.collect.Collector;
import entrepot.collect.HeldLease;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes snapshots of RPM repositories. */
public final class RpmCollector implements Collector {
  private final RpmSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;

  /** Sorts in {@code temporaryFolder}; leaves nothing there. */
  public RpmCollector(
      RpmSource source, Upstream upstream, Store store, Path temporaryFolder, InstantSource clock) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
  }

  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    try (HeldLease lease = new HeldLease(store.leases(), "sync " + request.tree(), clock)) {
      return new RpmRun(source, upstream, store, temporaryFolder, clock, request, progress, lease)
          .run();
    }
  }
}
