package entrepot.app.machine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A binary package source that apt is configured with. */
public record AptStanza(
    URI uri, List<String> suites, List<String> components, Optional<Path> signedBy, Path file) {
  public AptStanza {
    suites = List.copyOf(suites);
    components = List.copyOf(components);
  }
}
