package entrepot.collect.files;

import entrepot.collect.Collector;
import entrepot.collect.HeldLease;
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
    try (HeldLease lease = new HeldLease(store.leases(), "sync " + request.tree(), clock)) {
      return switch (source.origin()) {
        case FilesOrigin.Http(var address) ->
            new HttpRun(
                    source,
                    address,
                    upstream,
                    store,
                    temporaryFolder,
                    clock,
                    request,
                    progress,
                    lease)
                .run();
        case FilesOrigin.Folder(var folder) ->
            new FolderRun(source, folder, store, temporaryFolder, clock, request, progress, lease)
                .run();
      };
    }
  }
}
