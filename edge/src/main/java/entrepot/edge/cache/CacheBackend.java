package entrepot.edge.cache;

import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.backend.Staging;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The cache as manifests and fills see it: nodes come from the origin when they are not here, blobs
 * are in {@link BlobCache}, and the fill table lies in files.
 */
final class CacheBackend implements Backend {
  private final BlobCache blobs;
  private final NodeCache nodes;
  private final DiskBackend fills;
  private final Room room;

  CacheBackend(BlobCache blobs, NodeCache nodes, DiskBackend fills, Room room) {
    this.blobs = blobs;
    this.nodes = nodes;
    this.fills = fills;
    this.room = room;
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    return switch (key.area()) {
      case BLOBS -> blobs.has(sha256(key)).map(size -> new ObjectInfo(key, size, Instant.EPOCH));
      default -> fills.stat(key);
    };
  }

  @Override
  public InputStream open(Key key, long offset) {
    InputStream in = new ByteArrayInputStream(load(key));
    try {
      in.skipNBytes(offset);
    } catch (java.io.IOException e) {
      throw new ObjectMissing(key, "the cache");
    }
    return in;
  }

  @Override
  public byte[] load(Key key) {
    return switch (key.area()) {
      case BLOBS -> blobs.load(sha256(key));
      case NODES -> nodes.load(sha256(key));
      default -> fills.load(key);
    };
  }

  @Override
  public boolean adopt(Key key, Path from) {
    if (key.area() != Area.BLOBS) {
      throw new IllegalArgumentException(key + " does not come as a file");
    }
    return blobs.adopt(sha256(key), from);
  }

  @Override
  public void replace(Key key, byte[] content) {
    if (key.area() != Area.FILLS) {
      throw new IllegalArgumentException(key + " never changes");
    }
    fills.replace(key, content);
    var _ = room.take(content.length);
  }

  @Override
  public Staging stage() {
    throw new UnsupportedOperationException("a cache is filled with whole files");
  }

  @Override
  public boolean remove(Key key) {
    throw new UnsupportedOperationException("a cache forgets by itself");
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    fills.list(area, each);
  }

  @Override
  public void flush() {
    // What a power cut takes is fetched anew.
  }

  private static Digest sha256(Key key) {
    return Digest.sha256(key.name());
  }
}
