package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
    Select select,
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

  /**
   * Which files of the projects are carried: those that all of these allow.
   *
   * @param newest so many versions of each project; 0 for all
   * @param required whether only versions that the requirements files ask for
   * @param versions requirements, such as {@code django>=4.2}
   * @param platforms patterns; empty for all
   * @param pythons patterns; empty for all
   * @param kinds as the file says them; empty for all
   * @param maxSize in bytes
   */
  public record Select(
      int newest,
      boolean required,
      List<String> versions,
      boolean preReleases,
      List<String> platforms,
      List<String> pythons,
      List<String> kinds,
      Optional<Long> maxSize,
      Optional<Duration> maxAge) {
    public Select {
      versions = List.copyOf(versions);
      platforms = List.copyOf(platforms);
      pythons = List.copyOf(pythons);
      kinds = List.copyOf(kinds);
    }
  }
}
