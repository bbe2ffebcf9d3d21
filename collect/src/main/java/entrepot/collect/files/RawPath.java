package entrepot.collect.files;

import entrepot.kit.TreePath;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files as bytes. Java reads names by the locale: under {@code LANG=C} only ASCII ones
 * survive. Their URIs have the bytes, whatever the locale.
 */
final class RawPath {
  private RawPath() {}

  /** The bytes of the file's own name. */
  static byte[] name(Path file) {
    String text = String.valueOf(file.getFileName());
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    String uri = file.toUri().getRawPath().replaceAll("/+$", "");
    return decoded(uri.substring(uri.lastIndexOf('/') + 1));
  }

  private static byte[] decoded(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(name.charAt(i));
      }
    }
    return bytes.toByteArray();
  }

  /** The file of that path below the folder. */
  static Path below(Path folder, TreePath path) {
    StringBuilder uri = new StringBuilder(folder.toUri().toString());
    if (uri.charAt(uri.length() - 1) != '/') {
      uri.append('/');
    }
    for (byte b : path.utf8()) {
      boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      if (plain || b == '/' || b == '.' || b == '-' || b == '_') {
        uri.append((char) b);
      } else {
        uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return Path.of(URI.create(uri.toString()));
  }
}
