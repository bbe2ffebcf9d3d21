package entrepot.collect.rpm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One header structure of a package file (RPM format versions 3, 4 and 6): an index of tags, and
 * their data. All of it comes from an upstream, so every number is checked against what is there.
 */
final class RpmHeader {
  /** Magic, version and the reserved bytes; signatures cover these as they are written here. */
  static final long MAGIC = 0x8eade80100000000L;

  /** Magic, and the counts of index entries and of data bytes. */
  static final int INTRO = 16;

  private static final int INDEX_ENTRY = 16;
  private static final int MOST_ENTRIES = 0xffff;

  /** The largest that are known have 20 MB of file names. */
  private static final int MOST_BYTES = 64 << 20;

  private static final int INT32 = 4;
  private static final int STRING = 6;
  private static final int BINARY = 7;
  private static final int STRINGS = 8;

  private record Place(int type, int offset, int count) {}

  private final ByteBuffer data;
  private final Map<Integer, Place> tags = new HashMap<>();

  private RpmHeader(ByteBuffer data) {
    this.data = data;
  }

  /** How many bytes the header has that begins with this intro; throws {@link BrokenPackage}. */
  static int length(byte[] intro) throws BrokenPackage {
    ByteBuffer in = ByteBuffer.wrap(intro);
    if (in.getLong() != MAGIC) {
      throw new BrokenPackage("it has no header where one should be");
    }
    int entries = in.getInt();
    int bytes = in.getInt();
    if (entries < 0 || entries > MOST_ENTRIES || bytes < 0 || bytes > MOST_BYTES) {
      throw new BrokenPackage("a header of it is out of bounds");
    }
    return INTRO + entries * INDEX_ENTRY + bytes;
  }

  /** The header that is all of these bytes. */
  static RpmHeader of(byte[] whole) throws BrokenPackage {
    ByteBuffer in = ByteBuffer.wrap(whole);
    int entries = in.getInt(8);
    int index = INTRO + entries * INDEX_ENTRY;
    RpmHeader header = new RpmHeader(in.slice(index, whole.length - index));
    in.position(INTRO);
    for (int i = 0; i < entries; i++) {
      int tag = in.getInt();
      Place place = new Place(in.getInt(), in.getInt(), in.getInt());
      if (place.offset < 0 || place.offset > header.data.limit() || place.count < 0) {
        throw new BrokenPackage("a tag of it lies outside of its header");
      }
      if (header.tags.put(tag, place) != null) {
        throw new BrokenPackage("a tag of it is there twice");
      }
    }
    return header;
  }

  /** The bytes of a binary tag. */
  Optional<byte[]> binary(int tag) throws BrokenPackage {
    Place place = tags.get(tag);
    if (place == null || place.type != BINARY) {
      return Optional.empty();
    }
    if (place.count > data.limit() - place.offset) {
      throw new BrokenPackage("a tag of it lies outside of its header");
    }
    byte[] bytes = new byte[place.count];
    data.get(place.offset, bytes);
    return Optional.of(bytes);
  }

  /** The first number of a tag. */
  Optional<Integer> number(int tag) throws BrokenPackage {
    Place place = tags.get(tag);
    if (place == null || place.type != INT32 || place.count < 1) {
      return Optional.empty();
    }
    if (data.limit() - place.offset < Integer.BYTES) {
      throw new BrokenPackage("a tag of it lies outside of its header");
    }
    return Optional.of(data.getInt(place.offset));
  }

  /** The first string of a tag. */
  Optional<String> string(int tag) throws BrokenPackage {
    Place place = tags.get(tag);
    if (place == null || (place.type != STRING && place.type != STRINGS) || place.count < 1) {
      return Optional.empty();
    }
    int end = place.offset;
    while (end < data.limit() && data.get(end) != 0) {
      end++;
    }
    if (end == data.limit()) {
      throw new BrokenPackage("a text of it has no end");
    }
    byte[] bytes = new byte[end - place.offset];
    data.get(place.offset, bytes);
    return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }
}
