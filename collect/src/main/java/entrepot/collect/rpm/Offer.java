package entrepot.collect.rpm;

import java.util.List;
import java.util.Optional;

/**
 * Where a repository may be had now: its mirrors, the preferred first, and perhaps their metalink.
 */
record Offer(List<Mirror> mirrors, Optional<Metalink> metalink) {
  Offer {
    mirrors = List.copyOf(mirrors);
  }
}
