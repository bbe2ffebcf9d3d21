package entrepot.kit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The path of a file inside a tree, checked once at the border: UTF-8, at most 900 bytes, parts
 * separated by single slashes, no part empty, {@code .}, {@code ..}, or with a control character or
 * a back-slash. Ordered by unsigned bytes, as manifests are.
 */
public final class TreePath implements Comparable<TreePath> {
  /** Leaves room for a key prefix below the 1,024 bytes that S3 allows. */
  public static final int MAX_BYTES = 900;

  private final byte[] utf8;

  private TreePath(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** The path that {@code text} spells, without a leading slash. */
  public static TreePath of(String text) {
    ByteBuffer encoded;
    try {
      encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(java.nio.CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new InvalidPath(printable(text), "is not valid Unicode");
    }
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return checked(bytes);
  }

  /** The path whose UTF-8 bytes are given; the array is copied. */
  public static TreePath ofUtf8(byte[] bytes) {
    if (!isAscii(bytes)) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new InvalidPath(
            printable(new String(bytes, StandardCharsets.UTF_8)), "is not valid UTF-8");
      }
    }
    return checked(bytes.clone());
  }

  private static boolean isAscii(byte[] bytes) {
    int all = 0;
    for (byte b : bytes) {
      all |= b;
    }
    return all >= 0;
  }

  /**
   * The path that begins with {@code shared} bytes of this one and goes on with {@code length}
   * bytes of {@code source}. As this path was checked before, only what follows is.
   */
  public TreePath followedBy(int shared, byte[] source, int from, int length) {
    byte[] bytes = Arrays.copyOf(utf8, shared + length);
    System.arraycopy(source, from, bytes, shared, length);
    boolean splitsCharacter = shared < utf8.length && utf8[shared] < 0;
    boolean ascii = true;
    boolean ordinary = false;
    boolean parts = false;
    for (int i = shared; i < bytes.length; i++) {
      byte b = bytes[i];
      ascii &= b >= 0;
      ordinary |= b != '.';
      parts |= b < 0x20 || b == 0x7f || b == '\\' || b == '/';
    }
    if (splitsCharacter || !ascii) {
      return ofUtf8(bytes);
    }
    if (ordinary && !parts && bytes.length <= MAX_BYTES) {
      // It only makes the last part longer, by more than dots.
      return new TreePath(bytes);
    }
    int part = shared;
    while (part > 0 && bytes[part - 1] != '/') {
      part--;
    }
    return checked(bytes, part, shared);
  }

  private static TreePath checked(byte[] bytes) {
    return checked(bytes, 0, 0);
  }

  /** Checks from {@code from} on, which lies in the part that begins at {@code part}. */
  private static TreePath checked(byte[] bytes, int part, int from) {
    if (bytes.length == 0) {
      throw new InvalidPath("", "is empty");
    }
    if (bytes.length > MAX_BYTES) {
      throw new InvalidPath(
          printable(new String(bytes, 0, 60, StandardCharsets.UTF_8)) + "…",
          "has %d bytes, more than %d".formatted(bytes.length, MAX_BYTES));
    }
    int start = part;
    for (int i = from; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        checkPart(bytes, start, i);
        start = i + 1;
      } else if ((bytes[i] & 0xff) < 0x20 || bytes[i] == 0x7f || bytes[i] == '\\') {
        throw invalid(bytes, "has a control character or a back-slash");
      } else if (bytes[i] == (byte) 0xc2 && i + 1 < bytes.length && (bytes[i + 1] & 0xff) < 0xa0) {
        throw invalid(bytes, "has a control character");
      }
    }
    return new TreePath(bytes);
  }

  private static void checkPart(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0) {
      throw invalid(bytes, "has an empty part");
    }
    boolean dots = bytes[start] == '.' && (length == 1 || (length == 2 && bytes[start + 1] == '.'));
    if (dots) {
      throw invalid(bytes, "has a part '.' or '..'");
    }
  }

  private static InvalidPath invalid(byte[] bytes, String reason) {
    return new InvalidPath(printable(new String(bytes, StandardCharsets.UTF_8)), reason);
  }

  private static String printable(String text) {
    return text.codePoints()
        .limit(200)
        .map(c -> Character.isISOControl(c) || Character.isSurrogate((char) c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The path's bytes, a copy. */
  public byte[] utf8() {
    return utf8.clone();
  }

  /** How many bytes the path has. */
  public int length() {
    return utf8.length;
  }

  /** Writes the bytes from {@code from} on into {@code out}. */
  public void copyTo(ByteBuffer out, int from) {
    out.put(utf8, from, utf8.length - from);
  }

  /** How many leading bytes both paths share. */
  public int sharedWith(TreePath other) {
    int at = Arrays.mismatch(utf8, other.utf8);
    return at < 0 ? utf8.length : at;
  }

  /** Feeds the path's bytes to a hash. */
  public void digestInto(java.security.MessageDigest digest) {
    digest.update(utf8);
  }

  /** Whether this path lies in the folder {@code prefix} spells (no trailing slash). */
  public boolean isBelow(TreePath folder) {
    int n = folder.utf8.length;
    return utf8.length > n && utf8[n] == '/' && Arrays.equals(utf8, 0, n, folder.utf8, 0, n);
  }

  /** The folder that the path lies in; empty at the top of the tree. */
  public Optional<TreePath> parent() {
    for (int i = utf8.length - 1; i > 0; i--) {
      if (utf8[i] == '/') {
        return Optional.of(new TreePath(Arrays.copyOf(utf8, i)));
      }
    }
    return Optional.empty();
  }

  /** The byte at that index, from 0 to 255. */
  public int unsignedByte(int index) {
    return utf8[index] & 0xff;
  }

  /** Compares with bytes that need not be a path, such as a folder with its slash. */
  public int compareToUtf8(byte[] other) {
    return Arrays.compareUnsigned(utf8, other);
  }

  /** Whether the path begins with these bytes, which need not end at a slash. */
  public boolean startsWith(byte[] prefix) {
    int n = prefix.length;
    return utf8.length >= n && Arrays.equals(utf8, 0, n, prefix, 0, n);
  }

  @Override
  public int compareTo(TreePath other) {
    return Arrays.compareUnsigned(utf8, other.utf8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreePath path && Arrays.equals(utf8, path.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
