package entrepot.collect.python;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The addresses that a page names. */
final class Addresses {
  private static final int LONGEST = 4_096;
  private static final String ESCAPED = " \"<>[\\]^`{|}";
  private static final String UNRESERVED = "-_.~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Addresses() {}

  /**
   * The absolute HTTP address that {@code text} means on the page {@code base}, without fragment;
   * empty for any other scheme, for credentials, and for what is no address.
   */
  static Optional<URI> resolve(URI base, String text) {
    try {
      if (text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 127)) {
        return Optional.empty();
      }
      URI address = base.resolve(new URI(escaped(withoutFragment(text.strip()))));
      String scheme = String.valueOf(address.getScheme());
      boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      return web && address.getHost() != null && address.getRawUserInfo() == null
          ? Optional.of(address)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** What follows the last slash of the address's path, decoded; empty where it is no text. */
  static Optional<String> lastPart(URI address) {
    String path = String.valueOf(address.getRawPath());
    String last = path.substring(path.lastIndexOf('/') + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(last.length());
    for (int i = 0; i < last.length(); i++) {
      if (last.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(last, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(last.charAt(i));
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String withoutFragment(String text) {
    int hash = text.indexOf('#');
    return hash < 0 ? text : text.substring(0, hash);
  }

  /** As browsers and pip do: what may not stand in an address is escaped, not refused. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c > 127 || ESCAPED.indexOf(c) >= 0) {
        escape(c, out);
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  private static void escape(int codePoint, StringBuilder out) {
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      out.append('%');
      HEX.toHexDigits(out, b);
    }
  }

  /**
   * A relative path as a link: all but unreserved characters and slashes is escaped, so that no
   * part reads as a scheme, a query or (in S3) a space.
   */
  static String link(String path) {
    StringBuilder out = new StringBuilder(path.length() + 8);
    for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
      int c = path.codePointAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '/'
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        out.append((char) c);
      } else {
        escape(c, out);
      }
    }
    return out.toString();
  }
}
