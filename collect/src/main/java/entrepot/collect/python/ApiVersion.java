package entrepot.collect.python;

import java.util.Optional;

/** The version of the interface that a page says it follows (PEP 629). */
final class ApiVersion {
  /** What our pages follow: 1.3 brought provenance, 1.4 the project's status. */
  static final String WRITTEN = "1.4";

  private ApiVersion() {}

  /** A minor version that is newer may have more than we read, but nothing that means otherwise. */
  static Optional<String> objection(String version) {
    return version.equals("1") || version.startsWith("1.")
        ? Optional.empty()
        : Optional.of(
            "it follows version '%s' of the interface, and we read 1.x"
                .formatted(Texts.shown(version)));
  }
}
