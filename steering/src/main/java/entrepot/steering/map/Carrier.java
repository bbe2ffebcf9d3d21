package entrepot.steering.map;

import java.util.Optional;

/**
 * What is known of a host that carries a directory.
 *
 * @param host its name
 * @param fresh whether it serves what it should; where {@code repomd} is given the map decides
 * @param repomd sha256 of the repomd.xml that it serves, in hexadecimal
 */
public record Carrier(String host, boolean fresh, Optional<String> repomd) {
  /** A host that serves the newest of a directory. */
  public static Carrier fresh(String host) {
    return new Carrier(host, true, Optional.empty());
  }

  /** A host that serves an old state: apt clients are sent there last, others never. */
  public static Carrier stale(String host) {
    return new Carrier(host, false, Optional.empty());
  }

  /** A host that serves that repomd.xml. */
  public static Carrier serving(String host, String repomdSha256) {
    return new Carrier(host, true, Optional.of(repomdSha256));
  }
}
