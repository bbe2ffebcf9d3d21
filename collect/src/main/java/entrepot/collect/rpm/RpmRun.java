package entrepot.collect.rpm;

import entrepot.collect.HeldLease;
import entrepot.collect.SyncRequest;
import entrepot.collect.SyncResult;
import entrepot.kit.Progress;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;

final class RpmRun {
  RpmRun(
      RpmSource source,
      Upstream upstream,
      Store store,
      Path temporaryFolder,
      InstantSource clock,
      SyncRequest request,
      Progress progress,
      HeldLease lease) {}

  @SuppressWarnings("DoNotCallSuggester") // the next commit runs
  SyncResult run() {
    throw new UnsupportedOperationException();
  }
}
