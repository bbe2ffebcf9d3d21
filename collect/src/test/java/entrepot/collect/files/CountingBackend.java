package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectInfo;
import entrepot.store.backend.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend that counts what is taken into it, and lets the world change just then. */
final class CountingBackend implements Backend {
  /** What happens in the middle of something. */
  interface Event {
    void happen() throws IOException;
  }

  private final Backend real;
  private final AtomicInteger blobs = new AtomicInteger();
  private final AtomicInteger objects = new AtomicInteger();
  private final AtomicInteger times = new AtomicInteger();
  private @Nullable String begin;
  private @Nullable Event event;

  CountingBackend(Backend real) {
    this.real = real;
  }

  /** How many files were read into it since the last call. */
  int staged() {
    objects.set(0);
    return blobs.getAndSet(0);
  }

  /** How many objects were written since then. */
  int written() {
    return objects.get();
  }

  /** The event happens, so often, when a file of that content has been read in part. */
  void beforeFirstByte(int often, String content, Event what) {
    times.set(often);
    begin = content;
    event = what;
  }

  @Override
  public Staging stage() {
    Staging staging = real.stage();
    return new Staging() {
      @Override
      public long written() {
        return staging.written();
      }

      @Override
      public void restart() {
        staging.restart();
      }

      @Override
      public boolean commit(Key key) {
        objects.incrementAndGet();
        if (key.area() == Area.BLOBS) {
          blobs.incrementAndGet();
        }
        return staging.commit(key);
      }

      @Override
      public void write(int b) throws IOException {
        staging.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        Event now = event;
        if (now != null
            && new String(bytes, offset, length, UTF_8).equals(begin)
            && times.getAndDecrement() > 0) {
          try {
            now.happen();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        staging.write(bytes, offset, length);
      }

      @Override
      public void close() {
        staging.close();
      }
    };
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    return real.stat(key);
  }

  @Override
  public InputStream open(Key key, long offset) {
    return real.open(key, offset);
  }

  @Override
  public byte[] load(Key key) {
    return real.load(key);
  }

  @Override
  public void replace(Key key, byte[] content) {
    if (key.area() != Area.LEASES) {
      objects.incrementAndGet();
    }
    real.replace(key, content);
  }

  @Override
  public boolean remove(Key key) {
    return real.remove(key);
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    real.list(area, each);
  }

  @Override
  public void flush() {
    real.flush();
  }
}
