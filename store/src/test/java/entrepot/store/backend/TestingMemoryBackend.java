package entrepot.store.backend;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A backend in memory, for tests: fast, with a clock of the test's, and it counts what is read. */
public final class TestingMemoryBackend implements Backend {
  private final Map<Key, Stored> objects = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong flushes = new AtomicLong();

  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  record Stored(byte[] content, Instant modified) {}

  public TestingMemoryBackend() {
    this(InstantSource.system());
  }

  public TestingMemoryBackend(InstantSource clock) {
    this.clock = clock;
  }

  /** How many objects have been loaded or opened so far. */
  public long loads() {
    return loads.get();
  }

  /** How often the backend has been flushed. */
  public long flushes() {
    return flushes.get();
  }

  @Override
  public Optional<ObjectInfo> stat(Key key) {
    return Optional.ofNullable(objects.get(key)).map(stored -> info(key, stored));
  }

  private static ObjectInfo info(Key key, Stored stored) {
    return new ObjectInfo(key, stored.content().length, stored.modified());
  }

  @Override
  public InputStream open(Key key, long offset) {
    byte[] content = load(key);
    int from = (int) Math.min(offset, content.length);
    return new ByteArrayInputStream(content, from, content.length - from);
  }

  @Override
  public byte[] load(Key key) {
    loads.incrementAndGet();
    Stored stored = objects.get(key);
    if (stored == null) {
      throw new ObjectMissing(key, "memory");
    }
    return stored.content().clone();
  }

  @Override
  public Staging stage() {
    return new MemoryStaging();
  }

  @Override
  public void replace(Key key, byte[] content) {
    objects.put(key, new Stored(content.clone(), clock.instant()));
  }

  @Override
  public boolean remove(Key key) {
    return objects.remove(key) != null;
  }

  @Override
  public void list(Area area, Consumer<ObjectInfo> each) {
    objects.forEach((key, stored) -> {
      if (key.area() == area) {
        each.accept(info(key, stored));
      }
    });
  }

  @Override
  public void flush() {
    flushes.incrementAndGet();
  }

  private final class MemoryStaging extends Staging {
    private byte[] bytes = new byte[1024];
    private int size;
    private boolean committed;

    @Override
    public long written() {
      return size;
    }

    @Override
    public void restart() {
      size = 0;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      if (bytes.length - size < length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
      }
      System.arraycopy(from, offset, bytes, size, length);
      size += length;
    }

    @Override
    public boolean commit(Key key) {
      if (committed) {
        throw new IllegalStateException("committed already");
      }
      committed = true;
      Stored stored = new Stored(Arrays.copyOf(bytes, size), clock.instant());
      return objects.putIfAbsent(key, stored) == null;
    }

    @Override
    public void close() {}
  }
}
