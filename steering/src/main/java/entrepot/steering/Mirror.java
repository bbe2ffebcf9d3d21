package entrepot.steering;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An edge that serves a tree.
 *
 * @param url the edge as clients reach it, {@code http} or {@code https}; trees lie below it
 * @param fresh whether it serves the newest that was released to its region
 */
public record Mirror(String region, URI url, boolean fresh) {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int MAX_URL = 500;

  public Mirror {
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("a region is named [a-z0-9-]{1,32}");
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null;
    if (!web
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null
        || url.toASCIIString().length() > MAX_URL) {
      throw new IllegalArgumentException("the url of an edge is http://host or https://host");
    }
  }

  /** Where the tree begins, with a slash at the end. */
  String base(String tree) {
    String text = url.toASCIIString();
    return text + (text.endsWith("/") ? "" : "/") + tree + "/";
  }
}
