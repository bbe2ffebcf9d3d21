package entrepot.edge;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host name of former times, whose root is now a folder of the edge.
 *
 * @param host in lower case, without port
 * @param root the folder: empty for the edge's own root, else such as {@code /pypi},
 *     percent-encoded and without a slash at its end
 * @param until from when on it answers 410; empty: it stays
 * @param successor the address that its clients are told then
 */
public record HostAlias(String host, String root, Optional<Instant> until, String successor) {
  private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  public HostAlias {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + host + "' is no host name in lower case");
    }
    if (!root.isEmpty() && (!root.startsWith("/") || root.endsWith("/"))) {
      throw new IllegalArgumentException("'" + root + "' is no folder: write it as /pypi");
    }
  }
}
