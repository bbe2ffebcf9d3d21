package entrepot.release;

import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.backend.Staging;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads from one backend what another lacks: the served snapshot may have left the store, and the
 * next one is not on the replica yet. Nothing is written through it.
 */
final class Layered implements Backend {
  private final Backend first;
  private final Backend second;

  Layered(Backend first, Backend second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    return first.stat(key).or(() -> second.stat(key));
  }

  @Override
  public InputStream open(Key key, long offset) {
    try {
      return first.open(key, offset);
    } catch (ObjectMissing _) {
      return second.open(key, offset);
    }
  }

  @Override
  public byte[] load(Key key) {
    try {
      return first.load(key);
    } catch (ObjectMissing _) {
      return second.load(key);
    }
  }

  @Override
  public Staging stage() {
    throw readOnly();
  }

  @Override
  public void replace(Key key, byte[] content) {
    throw readOnly();
  }

  @Override
  public boolean remove(Key key) {
    throw readOnly();
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    throw readOnly();
  }

  @Override
  public void flush() {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("two backends are read as one, never written");
  }
}
