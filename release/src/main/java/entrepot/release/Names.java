package entrepot.release;

import java.util.regex.Pattern;

/** What a region or a tree may be called. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  private Names() {}

  static String checked(String kind, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a %s is named [a-z0-9-]{1,32}".formatted(kind));
    }
    return name;
  }
}
