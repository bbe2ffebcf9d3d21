package entrepot.app.control;

import entrepot.app.config.BucketAccess;
import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.Configuration;
import entrepot.store.backend.Backend;
import entrepot.store.s3.S3Backend;
import entrepot.store.s3.S3Clients;
import java.nio.file.Path;
import software.amazon.awssdk.services.s3.S3Client;

/** Where the central store lies, opened: the folder of the state, or a bucket. */
record OpenedStore(Backend backend, Runnable ending) implements AutoCloseable {
  /** For whoever holds the lock of the folder. */
  static OpenedStore of(Configuration configuration, StateFolder folder) {
    Backend disk = folder.openStore();
    return configuration
        .store()
        .map(bucket -> in(bucket, folder.temporary()))
        .orElseGet(() -> new OpenedStore(disk, () -> {}));
  }

  /** For a process beside the one that holds the lock. */
  static OpenedStore shared(Configuration configuration, StateFolder folder) {
    return configuration
        .store()
        .map(bucket -> in(bucket, folder.temporary().resolve("shared")))
        .orElseGet(() -> new OpenedStore(folder.sharedStore(), () -> {}));
  }

  /**
   * What is in a bucket; what is put there lies in {@code scratch} until it is whole, which needs
   * room for the largest files under way.
   */
  private static OpenedStore in(BucketConfiguration configured, Path scratch) {
    S3Client client =
        S3Clients.open(configured.bucket(), new BucketAccess().of(configured.credentials()));
    return new OpenedStore(new S3Backend(client, configured.bucket(), scratch), client::close);
  }

  @Override
  public void close() {
    ending.run();
  }
}
