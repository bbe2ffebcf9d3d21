package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A mirrored Python package index.
 *
 * @param source its list of projects; without a slash at its end
 * @param deny names of projects that never appear
 * @param keepRemoved whether what the index removes stays
 */
public record PypiTree(
    String name,
    Policy policy,
    URI source,
    Projects projects,
    List<String> deny,
    boolean keepRemoved,
    Optional<Timing> schedule,
    ReleaseRules rules)
    implements TreeConfiguration {
  public PypiTree {
    deny = List.copyOf(deny);
  }

  @Override
  public String kind() {
    return "pypi";
  }

  @Override
  public String origin() {
    return source.toString();
  }

  /**
   * Which projects are carried: those that any of these names.
   *
   * @param requirements absolute
   */
  public record Projects(
      boolean all, List<String> prefixes, List<String> names, List<Path> requirements) {
    public Projects {
      prefixes = List.copyOf(prefixes);
      names = List.copyOf(names);
      requirements = List.copyOf(requirements);
    }
  }
}
