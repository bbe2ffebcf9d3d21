package entrepot.collect.files;

import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which file had which bytes when it was last read: ascending records of path, stamp and sha256, in
 * an object of the store that may be lost or spoilt, since a hint counts only together with the
 * parent's entry of the same sha256.
 *
 * <pre>
 * "ENTH" 0 0 0 1   records × (u16 bytes of the path, path, 40 bytes stamp, 32 bytes sha256)   0 0
 * </pre>
 */
final class Hints {
  private static final long FORMAT = 0x454e_5448_0000_0001L;

  private final Backend backend;
  private final String prefix;

  Hints(Backend backend, String tree) {
    this.backend = backend;
    this.prefix = tree + ".";
  }

  /** The latest ones; none where there are none, or none that can be read. */
  Reading read() {
    List<Key> keys = keys();
    if (keys.isEmpty()) {
      return new Reading(null);
    }
    return new Reading(
        new DataInputStream(new BufferedInputStream(backend.open(keys.getLast(), 0), 1 << 16)));
  }

  /** Replaces all former ones; {@code sorted} entries have a stamp and a sha256. */
  void write(Iterator<Entry> sorted) {
    List<Key> former = keys();
    long number = former.isEmpty() ? 1 : number(former.getLast()) + 1;
    try (Staging staging = backend.stage();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(staging, 1 << 16))) {
      out.writeLong(FORMAT);
      while (sorted.hasNext()) {
        Entry entry = sorted.next();
        byte[] path = entry.path().utf8();
        out.writeShort(path.length);
        out.write(path);
        out.write(Stamp.on(entry).orElseThrow().bytes());
        out.write(entry.sha256().orElseThrow().bytes());
      }
      out.writeShort(0);
      out.flush();
      staging.commit(new Key(Area.HINTS, prefix + "%018d".formatted(number)));
    } catch (IOException e) {
      throw new UncheckedIOException("writing hints", e);
    }
    former.forEach(backend::remove);
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    backend.list(
        Area.HINTS,
        info -> {
          if (info.key().name().startsWith(prefix)) {
            keys.add(info.key());
          }
        });
    keys.sort(Comparator.comparing(Key::name));
    return keys;
  }

  private long number(Key key) {
    try {
      return Long.parseLong(key.name(), prefix.length(), key.name().length(), 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The hints, one after the other; they end where they cannot be read. */
  static final class Reading implements Iterator<Entry>, AutoCloseable {
    private final @Nullable DataInputStream in;
    private Optional<Entry> ahead = Optional.empty();
    private long count;

    private Reading(@Nullable DataInputStream in) {
      this.in = in;
      try {
        if (in != null && in.readLong() == FORMAT) {
          ahead = record(in);
        }
      } catch (IOException e) {
        // Spoilt: as if there were none.
      }
    }

    private static Optional<Entry> record(DataInputStream in) throws IOException {
      byte[] path = new byte[in.readUnsignedShort()];
      if (path.length == 0) {
        return Optional.empty();
      }
      byte[] stamp = new byte[Stamp.BYTES];
      byte[] sha256 = new byte[Digest.Algorithm.SHA256.length()];
      in.readFully(path);
      in.readFully(stamp);
      in.readFully(sha256);
      try {
        return Optional.of(
            Entry.lazy(
                    TreePath.ofUtf8(path),
                    Role.PAYLOAD,
                    Entry.UNKNOWN_SIZE,
                    0,
                    List.of(Digest.of(Digest.Algorithm.SHA256, sha256)))
                .with(Stamp.of(ByteBuffer.wrap(stamp)).extension()));
      } catch (Failure e) {
        return Optional.empty();
      }
    }

    /** How many there were so far. */
    long count() {
      return count;
    }

    @Override
    public boolean hasNext() {
      return ahead.isPresent();
    }

    @Override
    public Entry next() {
      Entry now = ahead.orElseThrow(NoSuchElementException::new);
      count++;
      try {
        ahead = in == null ? Optional.empty() : record(in);
      } catch (IOException e) {
        ahead = Optional.empty();
      }
      return now;
    }

    @Override
    public void close() {
      try {
        if (in != null) {
          in.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("closing hints", e);
      }
    }
  }
}
