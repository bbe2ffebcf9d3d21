package entrepot.collect.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Clauses of PEP 440 that all must hold, such as {@code >=1.0,<2}; none means any version.
 *
 * @param clauses in the order in which they were written
 */
public record VersionSpecifiers(List<VersionSpecifier> clauses) {
  /** Any version. */
  public static final VersionSpecifiers ANY = new VersionSpecifiers(List.of());

  public VersionSpecifiers {
    clauses = List.copyOf(clauses);
  }

  /** The clauses that {@code text} spells, separated by commas; throws {@link Malformed}. */
  public static VersionSpecifiers of(String text) {
    return parse(text)
        .orElseThrow(
            () -> new Malformed("version specifiers", text, "PEP 440 does not allow them"));
  }

  /** The clauses that {@code text} spells, if it spells any; an empty text is {@link #ANY}. */
  public static Optional<VersionSpecifiers> parse(String text) {
    List<VersionSpecifier> clauses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (part.isBlank()) {
        continue;
      }
      Optional<VersionSpecifier> clause = VersionSpecifier.parse(part);
      if (clause.isEmpty()) {
        return Optional.empty();
      }
      clauses.add(clause.get());
    }
    return Optional.of(new VersionSpecifiers(clauses));
  }

  /** Whether all clauses mean the version, be it a pre-release or not. */
  public boolean matches(PythonVersion version) {
    return clauses.stream().allMatch(clause -> clause.matches(version));
  }

  /** As {@link #matches}, but a pre-release only counts where a clause names one. */
  public boolean matchesFinal(PythonVersion version) {
    return (!version.isPreRelease() || namesPreRelease()) && matches(version);
  }

  /** Whether a clause names a pre-release, and thereby asks for them (PEP 440). */
  public boolean namesPreRelease() {
    return clauses.stream().anyMatch(VersionSpecifier::namesPreRelease);
  }

  /** The one version that is meant: by a single {@code ==} without star, or {@code ===}. */
  public Optional<PythonVersion> pin() {
    return clauses.size() == 1 ? clauses.getFirst().pin() : Optional.empty();
  }

  @Override
  public String toString() {
    return clauses.stream().map(VersionSpecifier::toString).collect(Collectors.joining(","));
  }
}
