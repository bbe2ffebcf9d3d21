package entrepot.collect.rpm;

import entrepot.collect.SourceAddress;
import java.net.URI;

/** One place that has a repository: the folder that holds {@code repodata}, with its slash. */
record Mirror(URI folder) {
  static Mirror at(URI folder) {
    return new Mirror(new SourceAddress(folder).base());
  }

  /** The address of a file, by its path in the repository. */
  URI of(String file) {
    return new SourceAddress(folder).of(file);
  }

  /** By which it is known again, and shown: without credentials and query. */
  String shown() {
    return shown(folder);
  }

  static String shown(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
