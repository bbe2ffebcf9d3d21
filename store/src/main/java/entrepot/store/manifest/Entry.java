package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of a tree.
 *
 * @param size in bytes, or {@link #UNKNOWN_SIZE}
 * @param mtime in seconds since 1970; kept from the former snapshot while the bytes are equal
 * @param digests what is known of the content, strongest first; a present entry has a sha256
 * @param extensions by ascending tag, each tag once
 */
public record Entry(
    TreePath path,
    Role role,
    State state,
    long size,
    long mtime,
    List<Digest> digests,
    List<Extension> extensions) {

  /** The size of a lazy or missing entry whose index does not give one. */
  public static final long UNKNOWN_SIZE = -1;

  public Entry {
    digests = List.copyOf(digests);
    extensions = List.copyOf(extensions);
    if (size < UNKNOWN_SIZE || size == Long.MAX_VALUE) {
      throw new IllegalArgumentException("size " + size + " of " + path);
    }
    if (state == State.PRESENT && (size < 0 || sha256In(digests).isEmpty())) {
      throw new IllegalArgumentException("present entry without size and sha256: " + path);
    }
    if (repeatsAlgorithm(digests)) {
      throw new IllegalArgumentException("two digests of one algorithm: " + path);
    }
    if (extensions.size() > Extension.MOST) {
      throw new IllegalArgumentException(extensions.size() + " extensions of " + path);
    }
    for (int i = 1; i < extensions.size(); i++) {
      if (extensions.get(i - 1).tag() >= extensions.get(i).tag()) {
        throw new IllegalArgumentException("extensions of " + path + " are not in order");
      }
    }
  }

  /** A present file. */
  public static Entry present(TreePath path, Role role, long size, long mtime, Digest sha256) {
    return new Entry(path, role, State.PRESENT, size, mtime, List.of(sha256), List.of());
  }

  /** A file that is fetched when somebody asks. */
  public static Entry lazy(TreePath path, Role role, long size, long mtime, List<Digest> digests) {
    return new Entry(path, role, State.LAZY, size, mtime, digests, List.of());
  }

  /** The sha256, by which the bytes are found in the store. */
  public Optional<Digest> sha256() {
    return sha256In(digests);
  }

  private static Optional<Digest> sha256In(List<Digest> digests) {
    for (Digest digest : digests) {
      if (digest.algorithm() == Digest.Algorithm.SHA256) {
        return Optional.of(digest);
      }
    }
    return Optional.empty();
  }

  private static boolean repeatsAlgorithm(List<Digest> digests) {
    int seen = 0;
    for (Digest digest : digests) {
      int bit = 1 << digest.algorithm().code();
      if ((seen & bit) != 0) {
        return true;
      }
      seen |= bit;
    }
    return false;
  }

  /** The text of an extension field. */
  public Optional<String> text(int tag) {
    return extensions.stream()
        .filter(e -> e.tag() == tag)
        .findFirst()
        .map(e -> new String(e.value(), StandardCharsets.UTF_8));
  }

  /** The same entry with that extension field set. */
  public Entry with(int tag, String text) {
    return with(new Extension(tag, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same entry with that extension field set. */
  public Entry with(Extension extension) {
    List<Extension> all = new ArrayList<>(extensions);
    all.removeIf(e -> e.tag() == extension.tag());
    all.add(extension);
    all.sort(Comparator.comparingInt(Extension::tag));
    return new Entry(path, role, state, size, mtime, digests, all);
  }

  /** The same entry in another state. */
  public Entry in(State other) {
    return new Entry(path, role, other, size, mtime, digests, extensions);
  }

  /** The same entry with another modification time. */
  public Entry modified(long seconds) {
    return new Entry(path, role, state, size, seconds, digests, extensions);
  }

  /** Until when a carried entry is served, in seconds since 1970. */
  public OptionalLong carriedUntil() {
    for (Extension e : extensions) {
      if (e.tag() == Extension.CARRIED_UNTIL) {
        return OptionalLong.of(java.nio.ByteBuffer.wrap(e.value()).getLong());
      }
    }
    return OptionalLong.empty();
  }

  /** The same entry, to be carried until then. */
  public Entry carriedUntil(Instant until) {
    byte[] seconds = java.nio.ByteBuffer.allocate(8).putLong(until.getEpochSecond()).array();
    return with(new Extension(Extension.CARRIED_UNTIL, seconds));
  }
}
