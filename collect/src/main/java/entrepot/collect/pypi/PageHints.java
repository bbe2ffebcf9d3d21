package entrepot.collect.pypi;

import entrepot.kit.Digest;
import entrepot.kit.http.Validators;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validators of projects' pages: ascending records in an object of the store that may be lost
 * or spoilt, which costs a body a page.
 *
 * <pre>
 * "ENTP" 0 0 0 1   records × (text project, 32 bytes sha256, text ETag, text Last-Modified)   0 0
 * text: u16 bytes, UTF-8; of no bytes where there is none
 * </pre>
 */
final class PageHints {
  private static final long FORMAT = 0x454e_5450_0000_0001L;

  private final Backend backend;
  private final String prefix;

  PageHints(Backend backend, String tree) {
    this.backend = backend;
    this.prefix = tree + ".";
  }

  /** The latest ones; none where there are none, or none that can be read. */
  Reading read() {
    List<Key> keys = keys();
    return new Reading(
        keys.isEmpty()
            ? null
            : new DataInputStream(
                new BufferedInputStream(backend.open(keys.getLast(), 0), 1 << 16)));
  }

  /** Replaces all former ones. */
  void write(Iterator<PageHint> sorted) {
    List<Key> former = keys();
    long number = former.isEmpty() ? 1 : number(former.getLast()) + 1;
    try (Staging staging = backend.stage();
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(staging, 1 << 16))) {
      out.writeLong(FORMAT);
      while (sorted.hasNext()) {
        PageHint hint = sorted.next();
        text(out, hint.project());
        out.write(hint.json().bytes());
        text(out, hint.validators().etag().orElse(""));
        text(out, hint.validators().lastModified().orElse(""));
      }
      out.writeShort(0);
      out.flush();
      staging.commit(new Key(Area.HINTS, prefix + "%018d".formatted(number)));
    } catch (IOException e) {
      throw new UncheckedIOException("writing hints", e);
    }
    former.forEach(backend::remove);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(utf8.length);
    out.write(utf8);
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
  static final class Reading implements AutoCloseable {
    private final @Nullable DataInputStream in;
    private Optional<PageHint> ahead = Optional.empty();

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

    /** The hint of that project; to be asked for projects in ascending order. */
    Optional<PageHint> of(String project) {
      while (ahead.isPresent() && ahead.get().project().compareTo(project) < 0) {
        advance();
      }
      return ahead.filter(hint -> hint.project().equals(project));
    }

    private void advance() {
      try {
        ahead = in == null ? Optional.empty() : record(in);
      } catch (IOException e) {
        ahead = Optional.empty();
      }
    }

    private static Optional<PageHint> record(DataInputStream in) throws IOException {
      String project = text(in);
      if (project.isEmpty()) {
        return Optional.empty();
      }
      byte[] json = new byte[Digest.Algorithm.SHA256.length()];
      in.readFully(json);
      Optional<String> etag = Optional.of(text(in)).filter(t -> !t.isEmpty());
      Optional<String> lastModified = Optional.of(text(in)).filter(t -> !t.isEmpty());
      return Optional.of(
          new PageHint(
              project,
              Digest.of(Digest.Algorithm.SHA256, json),
              new Validators(etag, lastModified)));
    }

    private static String text(DataInputStream in) throws IOException {
      byte[] utf8 = new byte[in.readUnsignedShort()];
      in.readFully(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
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
