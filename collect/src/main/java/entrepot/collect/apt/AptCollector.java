package entrepot.collect.apt;

import entrepot.collect.Collector;
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

  /** Sorts in {@code temporaryFolder}, which must exist; leaves nothing there. */
  public AptCollector(
      AptSource source, Upstream upstream, Store store, Path temporaryFolder, InstantSource clock) {
    this.source = source;
  }

  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    throw new UnsupportedOperationException("run " + source);
  }
}
