package entrepot.kit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Scheme, host and port: what credentials belong to. */
record Origin(String scheme, String host, int port) {
  static Origin of(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  /** The same address without user and password. */
  static URI withoutCredentials(URI uri) {
    if (uri.getRawUserInfo() == null) {
      return uri;
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query);
  }

  /** The Authorization header for user and password in the URL. */
  static Optional<String> credentials(URI uri) {
    String user = uri.getUserInfo();
    return Optional.ofNullable(user)
        .map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
        .map("Basic "::concat);
  }
}
