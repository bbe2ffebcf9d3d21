package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.store.backend.Area;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.fill.FillMismatch;
import entrepot.store.manifest.ManifestCorrupt;
import entrepot.store.manifest.Manifests;
import entrepot.store.manifest.PackedNodes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifest nodes: on the disk, else from the origin, once for all who wait, and verified either
 * way. They are not evicted by use, but swept when no head of late needs them.
 */
final class NodeCache {
  private static final Logger log = LoggerFactory.getLogger(NodeCache.class);

  /** Younger ones stay: they may be of a head that is not served yet. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final DiskBackend disk;
  private final OriginClient origin;
  private final Room room;
  private final InstantSource clock;
  private final Map<Digest, CompletableFuture<byte[]>> under = new ConcurrentHashMap<>();

  NodeCache(DiskBackend disk, OriginClient origin, Room room, InstantSource clock) {
    this.disk = disk;
    this.origin = origin;
    this.room = room;
    this.clock = clock;
    disk.list(Area.NODES, node -> room.taken(node.size()));
  }

  /** The node's stored bytes; throws {@link ObjectMissing} where the origin has none either. */
  byte[] load(Digest sha256) {
    Optional<byte[]> here = here(sha256);
    if (here.isPresent()) {
      return here.get();
    }
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> other = under.putIfAbsent(sha256, mine);
    if (other != null) {
      return joined(other);
    }
    try {
      byte[] stored = fetch(sha256);
      mine.complete(stored);
      return stored;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      under.remove(sha256);
      mine.completeExceptionally(new IllegalStateException("fetching a node died"));
    }
  }

  private static byte[] joined(CompletableFuture<byte[]> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** A node on the disk, if it is there with the right bytes. */
  private Optional<byte[]> here(Digest sha256) {
    byte[] stored;
    try {
      stored = disk.load(Key.node(sha256));
    } catch (ObjectMissing e) {
      return Optional.empty();
    }
    try {
      PackedNodes.check(sha256, stored);
      return Optional.of(stored);
    } catch (ManifestCorrupt e) {
      log.warn("cached node {} is spoilt: dropped, to be fetched anew", sha256.hex());
      remove(sha256, stored.length);
      return Optional.empty();
    }
  }

  private byte[] fetch(Digest sha256) {
    byte[] stored =
        origin.node(sha256).orElseThrow(() -> new ObjectMissing(Key.node(sha256), "the origin"));
    try {
      PackedNodes.check(sha256, stored);
    } catch (ManifestCorrupt e) {
      throw new FillMismatch("the origin sent other bytes than those of node " + sha256.brief());
    }
    if (room.take(stored.length)) {
      if (!disk.put(Key.node(sha256), stored)) {
        room.free(stored.length);
      }
    }
    return stored;
  }

  boolean has(Digest sha256) {
    return disk.stat(Key.node(sha256)).isPresent();
  }

  private void remove(Digest sha256, long bytes) {
    if (disk.remove(Key.node(sha256))) {
      room.free(bytes);
    }
  }

  /** Removes what none of these roots reaches; answers how many nodes that were. */
  int sweep(Collection<Digest> roots) {
    List<ObjectInfo> all = new ArrayList<>();
    disk.list(Area.NODES, all::add);
    Set<Digest> reached = new HashSet<>();
    Manifests local = new Manifests(disk, 1L << 20);
    for (Digest root : roots) {
      try (Stream<Digest> nodes = local.nodes(root, node -> reached.contains(node) || !has(node))) {
        nodes.forEach(reached::add);
      } catch (ManifestCorrupt e) {
        // Whoever asks for it finds out too, and fetches it anew; until then all stay.
        log.warn("no node is swept: {}", e.getMessage());
        return 0;
      }
    }
    int swept = 0;
    for (ObjectInfo each : all) {
      Digest node = Digest.sha256(each.key().name());
      if (!reached.contains(node) && each.modified().isBefore(clock.instant().minus(GRACE))) {
        remove(node, each.size());
        swept++;
      }
    }
    return swept;
  }
}
