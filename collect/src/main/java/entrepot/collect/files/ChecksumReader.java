package entrepot.collect.files;

import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import entrepot.store.manifest.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads checksum files as GNU coreutils write them ({@code HASH NAME}, {@code HASH *NAME}, and
 * escaped with a back-slash before), and as BSD does ({@code SHA256 (NAME) = HASH}), in which a
 * comment {@code # NAME: 123 bytes} tells the size. What is neither is refused: whoever passes over
 * what he does not understand would publish half a tree when a proxy answers with a page.
 */
final class ChecksumReader {
  private static final int LONGEST_LINE = 8 << 10;

  private static final Pattern GNU = Pattern.compile("(\\\\?)([0-9A-Fa-f]{32,128}) [ *](.+)");
  private static final Pattern BSD =
      Pattern.compile("(\\\\?)([A-Za-z0-9/-]{3,20}) \\((.+)\\) = ([0-9A-Fa-f]{32,128})");
  private static final Pattern SIZE = Pattern.compile("# (.+): ([0-9]{1,18}) bytes");

  private final String where;
  private final String folder;
  private final Consumer<Named> each;

  private String sized = "";
  private long size = Entry.UNKNOWN_SIZE;
  private int line;
  private long named;

  private ChecksumReader(TreePath path, Consumer<Named> each) {
    this.where = path.toString();
    this.folder = path.parent().map(p -> p + "/").orElse("");
    this.each = each;
  }

  /** Reads the text of the checksum file at {@code path}: it names files relative to its folder. */
  static void read(TreePath path, byte[] text, Consumer<Named> each) {
    new ChecksumReader(path, each).lines(text);
  }

  private void lines(byte[] text) {
    for (int start = 0; start < text.length; ) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      line++;
      int next = end + 1;
      if (end > start && text[end - 1] == '\r') {
        end--;
      }
      if (end - start > LONGEST_LINE) {
        throw broken("is longer than %d bytes".formatted(LONGEST_LINE));
      }
      // Bytes as they are: whether names are UTF-8 is for TreePath to say.
      line(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
      start = next;
    }
    if (named == 0) {
      throw new HostileIndex(where, "it names no file");
    }
  }

  private void line(String text) {
    if (text.isBlank()) {
      return;
    }
    if (text.startsWith("#")) {
      comment(text);
      return;
    }
    Matcher gnu = GNU.matcher(text);
    if (gnu.matches()) {
      take(gnu.group(1), gnu.group(3), Optional.of(digest(gnu.group(2))));
      return;
    }
    Matcher bsd = BSD.matcher(text);
    if (bsd.matches()) {
      take(bsd.group(1), bsd.group(3), digest(bsd.group(2), bsd.group(4)));
      return;
    }
    throw broken("is no checksum line of GNU or BSD");
  }

  private void comment(String text) {
    Matcher comment = SIZE.matcher(text);
    if (comment.matches()) {
      sized = comment.group(1);
      size = Long.parseLong(comment.group(2));
    }
  }

  private void take(String escaped, String name, Optional<Digest> digest) {
    String plain = escaped.isEmpty() ? name : unescaped(name);
    each.accept(new Named(path(plain), name.equals(sized) ? size : Entry.UNKNOWN_SIZE, digest));
    named++;
  }

  private TreePath path(String name) {
    String below = name.startsWith("./") ? name.substring(2) : name;
    try {
      return TreePath.ofUtf8((latin(folder) + below).getBytes(StandardCharsets.ISO_8859_1));
    } catch (Failure e) {
      throw broken("is refused: " + e.getMessage());
    }
  }

  /** As coreutils escape: a back-slash, a line feed, a carriage return. */
  private String unescaped(String name) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\') {
        i++;
        plain.append(
            switch (i < name.length() ? name.charAt(i) : ' ') {
              case '\\' -> '\\';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> throw broken("has an escape that is unknown");
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** By its length: all that GNU's format tells. */
  private Digest digest(String hex) {
    Digest.Algorithm algorithm =
        switch (hex.length()) {
          case 40 -> Digest.Algorithm.SHA1;
          case 56 -> Digest.Algorithm.SHA224;
          case 64 -> Digest.Algorithm.SHA256;
          case 96 -> Digest.Algorithm.SHA384;
          case 128 -> Digest.Algorithm.SHA512;
          case 32 -> throw broken("is an MD5 checksum, which is refused; take SHA256SUMS");
          default -> throw broken("has a checksum of %d digits".formatted(hex.length()));
        };
    return Digest.ofHex(algorithm, hex);
  }

  /** Empty where the algorithm is weak or unknown here: another line may have a better one. */
  private Optional<Digest> digest(String tag, String hex) {
    Optional<Digest.Algorithm> algorithm =
        switch (tag.toUpperCase(Locale.ROOT)) {
          case "SHA1" -> Optional.of(Digest.Algorithm.SHA1);
          case "SHA224" -> Optional.of(Digest.Algorithm.SHA224);
          case "SHA256" -> Optional.of(Digest.Algorithm.SHA256);
          case "SHA384" -> Optional.of(Digest.Algorithm.SHA384);
          case "SHA512" -> Optional.of(Digest.Algorithm.SHA512);
          default -> Optional.empty();
        };
    try {
      return algorithm.map(known -> Digest.ofHex(known, hex));
    } catch (IllegalArgumentException e) {
      throw broken("has a checksum of %d digits, which is no %s".formatted(hex.length(), tag));
    }
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private HostileIndex broken(String found) {
    return new HostileIndex(where, "line %d %s".formatted(line, found));
  }
}
