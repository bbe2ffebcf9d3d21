package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Output} writes, and nothing else: every number has its one shortest form. */
final class Input {
  private final byte[] bytes;
  private int at;

  Input(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  int u8() throws Malformed {
    if (at == bytes.length) {
      throw new Malformed("ends early");
    }
    return bytes[at++] & 0xff;
  }

  /** Any 64 bits, to be taken as unsigned. */
  long varint() throws Malformed {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int b = u8();
      if (shift == 63 && b > 1) {
        throw new Malformed("has a number of more than 64 bits");
      }
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (b == 0 && shift > 0) {
          throw new Malformed("has a number that is longer than it need be");
        }
        return value;
      }
    }
  }

  /** A number between zero and {@code most}. */
  int number(String what, int most) throws Malformed {
    long value = varint();
    if (value < 0 || value > most) {
      throw new Malformed(
          "has %s %s, more than %d".formatted(what, Long.toUnsignedString(value), most));
    }
    return (int) value;
  }

  /** A number that a Java long can hold. */
  long natural(String what) throws Malformed {
    long value = varint();
    if (value < 0) {
      throw new Malformed("has %s %s".formatted(what, Long.toUnsignedString(value)));
    }
    return value;
  }

  long zigzag() throws Malformed {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  byte[] bytes(int length) throws Malformed {
    int from = at;
    at += checked(length);
    return Arrays.copyOfRange(bytes, from, at);
  }

  Digest digest(Digest.Algorithm algorithm) throws Malformed {
    checked(algorithm.length());
    Digest digest = Digest.of(algorithm, bytes, at);
    at += algorithm.length();
    return digest;
  }

  /** A path that is written as what it shares with the former one, and the rest. */
  TreePath path(@Nullable TreePath former) throws Malformed {
    int most = former == null ? 0 : former.length();
    int shared = number("a shared path length", most);
    int rest = checked(number("a path length", TreePath.MAX_BYTES - shared));
    int from = at;
    at += rest;
    if (former == null) {
      return TreePath.ofUtf8(Arrays.copyOfRange(bytes, from, at));
    }
    boolean shorter = rest == 0;
    boolean continues = shared == most;
    if (shorter || (!continues && (bytes[from] & 0xff) < former.unsignedByte(shared))) {
      throw new Malformed("has paths that do not ascend");
    }
    if (!continues && (bytes[from] & 0xff) == former.unsignedByte(shared)) {
      throw new Malformed("has a path that shares more than it says");
    }
    return former.followedBy(shared, bytes, from, rest);
  }

  boolean startsWith(byte[] expected) {
    boolean equal =
        bytes.length - at >= expected.length
            && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    if (equal) {
      at += expected.length;
    }
    return equal;
  }

  private int checked(int length) throws Malformed {
    if (length > bytes.length - at) {
      throw new Malformed("ends early");
    }
    return length;
  }
}
