package entrepot.kit.http;

import java.net.URI;

/** URLs as they may stand in a message: without user, password, query (it may be a signature). */
final class Shown {
  private Shown() {}

  static String of(URI uri) {
    if (uri.getHost() == null) {
      return "'" + text(uri.getScheme() + ":…") + "'";
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?…";
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query;
  }

  /** Text of the upstream's, cut and freed from what could confuse a terminal. */
  static String text(String foreign) {
    StringBuilder shown = new StringBuilder();
    foreign
        .codePoints()
        .limit(120)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
