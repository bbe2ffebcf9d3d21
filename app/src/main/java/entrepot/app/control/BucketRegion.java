package entrepot.app.control;

import entrepot.app.config.BucketAccess;
import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.release.Head;
import entrepot.release.Journal;
import entrepot.release.Releaser;
import entrepot.release.Replica;
import entrepot.release.s3.Drift;
import entrepot.release.s3.Materializer;
import entrepot.release.s3.S3Replica;
import entrepot.release.sign.SigningKeys;
import entrepot.store.Store;
import entrepot.store.s3.S3Clients;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A region whose replica is a bucket. Its key is looked for when it is first needed: a process that
 * does not have it does everything else.
 */
final class BucketRegion implements AutoCloseable {
  private final RegionConfiguration region;
  private final BucketConfiguration bucket;
  private final Store store;
  private final Materializer materializer;
  private final SigningKeys keys;
  private final Journal journal;
  private final InstantSource clock;
  private @Nullable Open open;

  private record Open(S3Client client, S3Replica replica, Releaser releaser) {}

  BucketRegion(
      RegionConfiguration region,
      BucketConfiguration bucket,
      Store store,
      Materializer materializer,
      SigningKeys keys,
      Journal journal,
      InstantSource clock) {
    this.region = region;
    this.bucket = bucket;
    this.store = store;
    this.materializer = materializer;
    this.keys = keys;
    this.journal = journal;
    this.clock = clock;
  }

  /** Throws CredentialsUnreadable. */
  Releaser releaser() {
    return opened().releaser;
  }

  /** Compares the bucket with what its head says, and puts it right if asked. */
  Drift audit(Optional<String> tree, boolean repair) {
    Open all = opened();
    try (Replica.Hold _ = all.replica.hold()) {
      Optional<Head> head = all.releaser.head();
      return head.isEmpty()
          ? Drift.none()
          : all.replica.audit(head.get(), tree, repair, clock.instant());
    }
  }

  private synchronized Open opened() {
    Open known = open;
    if (known == null) {
      S3Client client =
          S3Clients.open(
              bucket.bucket(),
              new BucketAccess().of(bucket.credentials()),
              bucket.parallel() + 1,
              List.of());
      S3Replica replica =
          new S3Replica(
              region.name(),
              client,
              bucket.bucket(),
              store,
              materializer,
              region.replica(),
              bucket.parallel());
      known = new Open(client, replica, new Releaser(store, replica, keys, journal, clock));
      open = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.client.close();
    }
  }
}
