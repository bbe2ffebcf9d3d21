package entrepot.kit.listen;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Decodes request targets by RFC 3986: each escape once, a plus sign stays one. (URLDecoder is for
 * forms and makes it a space, which loses packages such as {@code g++}.)
 */
public final class Target {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Target() {}

  /**
   * The path that {@code raw} spells. Refuses invalid escapes, an encoded slash or NUL, and what is
   * not UTF-8; throws {@link BadTarget}.
   */
  public static String decodePath(String raw) {
    return decode(raw, true);
  }

  /** The values of one parameter of a query string. */
  static List<String> query(String query, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (decode(key, false).equals(name)) {
        values.add(equals < 0 ? "" : decode(pair.substring(equals + 1), false));
      }
    }
    return values;
  }

  private static String decode(String raw, boolean path) {
    byte[] out = new byte[raw.length()];
    int n = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        out[n++] = escaped(raw, i, path);
        i += 2;
      } else if (c <= ' ' || c >= 0x7f) {
        throw new BadTarget("has a character that must be percent-encoded");
      } else {
        out[n++] = (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(out, 0, n))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadTarget("is not UTF-8");
    }
  }

  private static byte escaped(String raw, int at, boolean path) {
    int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(raw.charAt(at + 2), 16);
    if (low < 0) {
      throw new BadTarget("has an invalid percent escape");
    }
    int value = high << 4 | low;
    if (value == 0 || (path && value == '/')) {
      throw new BadTarget("has an encoded slash or NUL");
    }
    return (byte) value;
  }

  /** The text as one part of a path, escaped as RFC 3986 asks. */
  public static String encodePart(String part) {
    StringBuilder out = new StringBuilder(part.length() + 8);
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits((byte) c));
      }
    }
    return out.toString();
  }
}
