package entrepot.collect.files;

import entrepot.collect.Collector;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes snapshots of files that checksum files name, or of a folder. */
public final class FilesCollector implements Collector {
  private final FilesSource source;
  private final Upstream upstream;
  private final Store store;
  private final Path temporaryFolder;
  private final InstantSource clock;

  /** Sorts in {@code temporaryFolder}; leaves nothing there. */
  public FilesCollector(
      FilesSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock) {
    this.source = source;
    this.upstream = upstream;
    this.store = store;
    this.temporaryFolder = temporaryFolder;
    this.clock = clock;
  }

  @Override
  public SyncResult run(SyncRequest request, Progress progress) {
    throw new UnsupportedOperationException(
        "%s %s %s %s %s"
            .formatted(source, upstream.settings(), store, temporaryFolder, clock.instant()));
  }
}
