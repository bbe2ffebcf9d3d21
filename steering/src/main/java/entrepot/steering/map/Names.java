package entrepot.steering.map;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** What names, regions and addresses in a steering map may look like. */
final class Names {
  private static final Pattern TREE = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern REPOSITORY = Pattern.compile("[!-~]{1,200}");
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final int MAX_URL = 500;

  private Names() {}

  static void tree(String name) {
    check(TREE, name, "a tree is named [a-z0-9-]{1,32}");
  }

  static void location(String name) {
    check(TREE, name, "a region is named [a-z0-9-]{1,32}");
  }

  static void host(String name) {
    check(HOST, name, "a host is named [A-Za-z0-9._-]{1,100}");
  }

  static void repository(String name) {
    check(REPOSITORY, name, "a repository is named by 1 to 200 printable characters");
  }

  static void country(String code) {
    check(COUNTRY, code, "a country is two capital letters (ISO 3166)");
  }

  private static void check(Pattern pattern, String name, String rule) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException(rule);
    }
  }

  static void url(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null;
    if (!web
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null
        || url.toASCIIString().length() > MAX_URL) {
      throw new IllegalArgumentException("the url of a host is http://host or https://host");
    }
  }
}
