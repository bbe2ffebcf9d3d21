package entrepot.edge.cache;

import entrepot.edge.Edge;
import entrepot.edge.EdgeSettings;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.Traffic;
import entrepot.kit.listen.Binding;
import entrepot.release.Head;
import entrepot.release.sign.TrustedKeys;
import entrepot.store.backend.Area;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.manifest.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge that has a bounded cache on its disk and gets the rest from an origin, which is another
 * edge of its region. Needs no database, and no more of the origin than what it has not got.
 */
public final class CachingEdge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CachingEdge.class);

  private static final FillLimits FILLS =
      new FillLimits(8L << 30, 32, Duration.ofMinutes(1), Duration.ofSeconds(1), false);

  private static final int SNAPSHOTS_TRIED = 4;

  private final CacheFolder folder;
  private final Usage usage;
  private final OriginClient origin;
  private final Room room;
  private final BlobCache blobs;
  private final NodeCache nodes;
  private final DiskBackend disk;
  private final OriginReplica replica;
  private final @Nullable Prefetch prefetch;
  private final Edge edge;
  private final InstantSource clock;
  private final ExecutorService fetching = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("cache-upkeep").unstarted(task));

  /**
   * An edge of {@code settings.region()}, not started yet; takes the cache's folder. Heads count
   * when a key of {@code trusted} signed them.
   */
  public CachingEdge(
      EdgeSettings settings, CacheSettings cache, TrustedKeys trusted, InstantSource clock) {
    this.clock = clock;
    this.folder = CacheFolder.hold(cache.folder());
    Path root = cache.folder();
    this.usage = new Usage(root.resolve("usage"));
    this.origin = new OriginClient(cache.origin(), cache.http(), clock);
    this.room = new Room(cache.bytes());
    this.disk = new DiskBackend(root);
    var _ = disk.sweepTemporary(Duration.ZERO);
    this.nodes = new NodeCache(disk, origin, room, clock);
    disk.list(Area.FILLS, fill -> room.taken(fill.size()));
    this.blobs = new BlobCache(new ObjectFolder(root.resolve("objects")), room.left(), usage);
    room.tell(blobs::bound);
    CacheBackend backend = new CacheBackend(blobs, nodes, disk, room);
    this.replica =
        new OriginReplica(
            settings.region(), cache, trusted, origin, backend, clock, this::headChanged);
    Fillings fillings =
        new Fillings(
            backend,
            root.resolve("fetching"),
            new OriginMisses(origin, this::snapshotsWith, FILLS.unknownSize()),
            fetching,
            clock,
            FILLS);
    this.prefetch =
        cache.prefetch() ? new Prefetch(replica.manifests(), blobs, fillings, cache.bytes()) : null;
    this.edge = new Edge(settings, replica, blobs, fillings, clock);
  }

  /** Binds and serves; answers with the address bound. Throws {@code CannotListen}. */
  public Binding start() {
    Binding bound = edge.start();
    var _ = upkeep.scheduleWithFixedDelay(this::save, 15, 15, TimeUnit.MINUTES);
    var _ = upkeep.scheduleWithFixedDelay(this::sweep, 10, 60, TimeUnit.MINUTES);
    return bound;
  }

  /** The address bound for TLS. */
  public Optional<Binding> secureAddress() {
    return edge.secureAddress();
  }

  /** Looks at the origin's head now, instead of at the next tick. */
  public void refreshNow() {
    edge.refreshNow();
  }

  /** How it is doing. */
  public CacheState state() {
    Traffic traffic = origin.traffic();
    return new CacheState(
        replica.head().map(Head::generation).orElse(0L),
        replica.heard(),
        blobs.count(),
        blobs.weight(),
        blobs.spoilt(),
        traffic.requests(),
        traffic.bytes());
  }

  private void headChanged(Optional<Head> former, Head next) {
    if (prefetch != null && former.isPresent()) {
      prefetch.changed(former.get(), next);
    }
  }

  /**
   * Snapshots of late that have this very entry, for an origin that no longer has it at its path.
   */
  private List<Digest> snapshotsWith(String tree, Entry entry) {
    List<Digest> all = new ArrayList<>();
    for (Digest snapshot : replica.roots().of(tree, clock.instant())) {
      Optional<Entry> there = replica.manifests().find(snapshot, entry.path());
      if (all.size() < SNAPSHOTS_TRIED
          && there.isPresent()
          && there.get().digests().equals(entry.digests())) {
        all.add(snapshot);
      }
    }
    return all;
  }

  private void save() {
    blobs.save(usage);
  }

  /** Removes manifests of heads that are long gone, and lines of the fill table without a file. */
  void sweep() {
    try {
      int swept = nodes.sweep(replica.roots().all(clock.instant()));
      disk.list(
          Area.FILLS,
          fill -> {
            Key key = fill.key();
            String hex = new String(disk.load(key), StandardCharsets.US_ASCII).strip();
            if (blobs.has(Digest.sha256(hex)).isEmpty() && disk.remove(key)) {
              room.free(fill.size());
            }
          });
      log.debug("{} nodes swept", swept);
    } catch (Failure | IllegalArgumentException e) {
      log.warn("sweeping the cache: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    upkeep.shutdownNow();
    if (prefetch != null) {
      prefetch.close();
    }
    edge.close();
    fetching.shutdownNow();
    origin.close();
    blobs.save(usage);
    blobs.close();
    folder.close();
  }
}
