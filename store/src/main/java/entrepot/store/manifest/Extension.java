package entrepot.store.manifest;

import java.util.Arrays;

/**
 * A further field of an entry. A reader that does not know a tag passes over it, unless the tag is
 * critical (odd): then it refuses the node.
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record Extension(int tag, byte[] value) {
  /** UTF-8: the group of files that change together, such as {@code dists/bookworm}. */
  public static final int GROUP = 2;

  /** UTF-8: where the file is at its source, when that differs from its path. */
  public static final int LOCATOR = 4;

  /** UTF-8: the media type, when the path's ending does not tell. */
  public static final int MEDIA_TYPE = 6;

  /** UTF-8: why a missing entry is missing. */
  public static final int REASON = 8;

  /** Eight bytes, big-endian: until when (seconds since 1970) a carried entry is served. */
  public static final int CARRIED_UNTIL = 10;

  /** An entry has at most so many. */
  static final int MOST = 16;

  /** A value has at most so many bytes. */
  static final int MOST_BYTES = 64 << 10;

  public Extension {
    value = value.clone();
    if (tag < 0 || value.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "extension field %d of %d bytes".formatted(tag, value.length));
    }
    if (tag == CARRIED_UNTIL && value.length != Long.BYTES) {
      throw new IllegalArgumentException("a time of " + value.length + " bytes");
    }
  }

  @Override
  public byte[] value() {
    return value.clone();
  }

  /** Whether a reader that does not know the tag must refuse the node. */
  public boolean critical() {
    return (tag & 1) == 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extension e && tag == e.tag && Arrays.equals(value, e.value);
  }

  @Override
  public int hashCode() {
    return 31 * tag + Arrays.hashCode(value);
  }
}
