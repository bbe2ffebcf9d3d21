package entrepot.collect.python;

import java.util.List;
import java.util.Optional;

/**
 * A requirement as PEP 508 writes it: {@code name[extra]>=1.0; python_version < '3.9'}.
 *
 * @param name the project
 * @param extras normalised, as written
 * @param versions which ones will do
 * @param url where to take it from instead ({@code name @ url}), not checked
 * @param marker where it applies; empty for everywhere
 */
public record Requirement(
    ProjectName name,
    List<String> extras,
    VersionSpecifiers versions,
    Optional<String> url,
    Optional<Marker> marker) {
  public Requirement {
    extras = List.copyOf(extras);
  }

  /** The requirement that {@code text} spells; throws {@link Malformed}. */
  public static Requirement of(String text) {
    return new RequirementParser(text).read();
  }

  /** Whether it applies there. */
  public boolean applies(Environment environment) {
    return marker.map(found -> found.evaluate(environment)).orElse(true);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(name.value());
    if (!extras.isEmpty()) {
      out.append('[').append(String.join(",", extras)).append(']');
    }
    out.append(versions);
    url.ifPresent(at -> out.append(" @ ").append(at));
    marker.ifPresent(found -> out.append(url.isPresent() ? " ; " : "; ").append(found));
    return out.toString();
  }
}
