package entrepot.collect.rpm;

import entrepot.collect.SourceAddress;
import java.net.URI;

/** One place that has a repository; its base is the folder that holds {@code repodata}. */
record Mirror(SourceAddress base) {
  static Mirror at(URI folder) {
    return new Mirror(new SourceAddress(folder));
  }

  URI of(String file) {
    return base.of(file);
  }

  /** By which it is known again, and shown: without credentials and query. */
  String shown() {
    return shown(base.base());
  }

  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
