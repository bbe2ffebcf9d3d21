package entrepot.steering;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks with. Of a parameter that occurs more than once the first counts; unknown ones
 * are passed over. An escape that is none stays as it stands, and what is not UTF-8 becomes {@code
 * U+FFFD}: neither is the name of anything, so both get the answer of an unknown name.
 */
final class Query {
  private static final Set<String> KNOWN =
      Set.of(
          "repo",
          "arch",
          "path",
          "ip",
          "country",
          "cc",
          "location",
          "netblock",
          "protocol",
          "time",
          "redirect",
          "version");

  private final Map<String, String> values = new HashMap<>(16);

  private Query() {}

  /** The parameters of a request target, as it came. */
  static Query of(String target) {
    Query query = new Query();
    int at = target.indexOf('?') + 1;
    int end = at == 0 ? 0 : target.length();
    while (at > 0 && at < end) {
      int next = target.indexOf('&', at);
      int stop = next < 0 ? end : next;
      query.add(target, at, stop);
      at = stop + 1;
    }
    return query;
  }

  private void add(String target, int from, int to) {
    int equals = target.indexOf('=', from);
    boolean valued = equals >= 0 && equals < to;
    String name = decode(target.substring(from, valued ? equals : to));
    if (KNOWN.contains(name)) {
      values.putIfAbsent(name, valued ? decode(target.substring(equals + 1, to)) : "");
    }
  }

  private static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    int n = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) : -1;
      int low = high < 0 ? -1 : hex(bytes[i + 2]);
      bytes[n++] = low < 0 ? bytes[i] : (byte) (high << 4 | low);
      i += low < 0 ? 0 : 2;
    }
    return new String(bytes, 0, n, StandardCharsets.UTF_8);
  }

  private static int hex(byte digit) {
    return Character.digit((char) digit, 16);
  }

  private boolean is1(String name) {
    return "1".equals(values.get(name));
  }

  /** With its version, as old clients ask. */
  @Nullable String repo() {
    String repo = values.get("repo");
    String version = values.get("version");
    return repo == null || version == null || version.isEmpty() ? repo : repo + "-" + version;
  }

  @Nullable String arch() {
    return values.get("arch");
  }

  @Nullable String path() {
    return values.get("path");
  }

  /** Empty where it is not said. */
  String ip() {
    return values.getOrDefault("ip", "");
  }

  /** Codes with commas between; empty where none is asked for. */
  String country() {
    String country = values.getOrDefault("country", "");
    return country.isEmpty() ? values.getOrDefault("cc", "") : country;
  }

  @Nullable String location() {
    return values.get("location");
  }

  /** Whether the client's address may be looked for in netblocks and autonomous systems. */
  boolean netblock() {
    return !values.containsKey("netblock") || is1("netblock");
  }

  boolean time() {
    return is1("time");
  }

  boolean redirect() {
    return is1("redirect");
  }

  /** Those of {@link Mirror#HTTP} and {@link Mirror#HTTPS} that will do. */
  int protocols() {
    String list = values.getOrDefault("protocol", "");
    if (list.isEmpty()) {
      return Mirror.HTTP | Mirror.HTTPS;
    }
    int mask = 0;
    for (String each : list.split(",", -1)) {
      if (each.equalsIgnoreCase("http")) {
        mask |= Mirror.HTTP;
      } else if (each.equalsIgnoreCase("https")) {
        mask |= Mirror.HTTPS;
      }
    }
    return mask;
  }
}
