package entrepot.app.control;

import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.kit.Failure;
import entrepot.release.DiskReplica;
import entrepot.release.DiskReplicaReader;
import entrepot.release.Head;
import entrepot.release.Journal;
import entrepot.release.Releaser;
import entrepot.release.s3.Materializer;
import entrepot.release.sign.SigningKeys;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of all regions: who releases to each, and who reads what it serves. */
final class Replicas implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Replicas.class);

  private final SigningKeys keys;
  private final Path trust;
  private final Map<String, Releaser> releasers = new TreeMap<>();
  private final Map<String, DiskReplicaReader> readers = new TreeMap<>();
  private final Map<String, BucketRegion> buckets = new TreeMap<>();
  private final Map<String, Head> seen = new ConcurrentHashMap<>();

  Replicas(
      Configuration configuration,
      StateFolder folder,
      Store store,
      Journal journal,
      Materializer materializer,
      InstantSource clock) {
    this.keys = SigningKeys.open(folder.keys());
    this.trust = folder.trust();
    keys.exportTo(trust);
    TrustedKeys trusted = TrustedKeys.of(trust);
    for (RegionConfiguration region : configuration.regions().values()) {
      Optional<BucketConfiguration> bucket = region.bucket();
      if (bucket.isPresent()) {
        buckets.put(
            region.name(),
            new BucketRegion(region, bucket.get(), store, materializer, keys, journal, clock));
      } else {
        DiskReplica replica = new DiskReplica(region.name(), region.replica());
        releasers.put(region.name(), new Releaser(store, replica, keys, journal, clock));
        readers.put(region.name(), new DiskReplicaReader(region.name(), region.replica(), trusted));
      }
    }
  }

  /** Who releases to a region; throws where the key of its bucket is not to be had. */
  Releaser releaser(String region) {
    Releaser releaser = releasers.get(region);
    return releaser == null ? bucket(region).releaser() : releaser;
  }

  DiskReplicaReader reader(String region) {
    return Objects.requireNonNull(readers.get(region), region);
  }

  /** The ids of the keys that sign heads. */
  List<String> keyIds() {
    return keys.ids();
  }

  /** Adds a key, with which all heads are signed from now on; answers its id. */
  String rotateKey() {
    String id = keys.rotate();
    keys.exportTo(trust);
    signAgain();
    return id;
  }

  /** Destroys a key; every head is signed by the others first. */
  void retireKey(String id) {
    signAgain();
    keys.retire(id);
  }

  /** Throws where a region is out of reach: it must not be left with a key that is to go. */
  private void signAgain() {
    releasers.values().forEach(Releaser::signAgain);
    buckets.values().forEach(bucket -> bucket.releaser().signAgain());
  }

  /** A region whose replica is a bucket. */
  BucketRegion bucket(String region) {
    return Objects.requireNonNull(buckets.get(region), region);
  }

  /** What a region serves now; throws where its bucket does not answer. */
  Optional<Head> headNow(String region) {
    DiskReplicaReader reader = readers.get(region);
    if (reader == null) {
      Optional<Head> head = bucket(region).releaser().head();
      head.ifPresent(now -> seen.put(region, now));
      return head;
    }
    reader.refresh();
    return reader.head();
  }

  /** What a region serves, as far as is known: the last that was seen of a bucket out of reach. */
  Optional<Head> head(String region) {
    try {
      return headNow(region);
    } catch (Failure e) {
      log.warn("{}", e.getMessage());
      return Optional.ofNullable(seen.get(region));
    }
  }

  /** Records what a process that was killed between a head and the journal did. */
  void catchUpJournal(ToLongFunction<String> newest) {
    releasers.forEach((region, releaser) -> releaser.catchUpJournal(newest.applyAsLong(region)));
    buckets.forEach((region, bucket) -> {
      try {
        bucket.releaser().catchUpJournal(newest.applyAsLong(region));
      } catch (Failure e) {
        log.warn("region {} is out of reach: {}", region, e.getMessage());
      }
    });
  }

  @Override
  public void close() {
    buckets.values().forEach(BucketRegion::close);
  }
}
