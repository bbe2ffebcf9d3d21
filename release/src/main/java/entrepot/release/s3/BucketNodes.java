package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.backend.Staging;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The nodes of a bucket replica's manifests: a snapshot's are the central store's, only those of
 * carries lie in the bucket. Reads both, writes to the bucket.
 */
final class BucketNodes implements Backend {
  private static final int MOST_BYTES = 16 << 20;

  private final Backend store;
  private final BucketObjects objects;
  private final Names names;

  BucketNodes(Backend store, BucketObjects objects, Names names) {
    this.store = store;
    this.objects = objects;
    this.names = names;
  }

  private String name(Key key) {
    if (key.area() != Area.NODES) {
      throw new UnsupportedOperationException("a bucket has no " + key.area().folder());
    }
    return names.node(Digest.sha256(key.name()));
  }

  /** Whether the bucket has it: what the store has now may be garbage there tomorrow. */
  @Override
  public Optional<ObjectInfo> stat(Key key) {
    return objects.find(name(key)).map(found -> new ObjectInfo(key, found.size(), Instant.EPOCH));
  }

  @Override
  public byte[] load(Key key) {
    try {
      return store.load(key);
    } catch (ObjectMissing missing) {
      return objects
          .read(name(key), MOST_BYTES)
          .map(BucketObjects.Read::content)
          .orElseThrow(() -> missing);
    }
  }

  @Override
  public boolean put(Key key, byte[] content) {
    objects.put(name(key), content);
    return true;
  }

  @Override
  public InputStream open(Key key, long offset) {
    throw small();
  }

  @Override
  public Staging stage() {
    throw small();
  }

  @Override
  public void replace(Key key, byte[] content) {
    throw small();
  }

  @Override
  public boolean remove(Key key) {
    throw small();
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    throw small();
  }

  @Override
  public void flush() {}

  private static UnsupportedOperationException small() {
    return new UnsupportedOperationException("nodes are read and written whole");
  }
}
