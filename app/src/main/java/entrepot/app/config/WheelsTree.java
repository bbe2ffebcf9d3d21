package entrepot.app.config;

import entrepot.ledger.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Wheels that are built here, because a Python index lacks them for a platform.
 *
 * @param index the tree of kind {@code pypi} whose packages are built
 * @param constraints a file that pins their versions; absolute
 * @param tolerate projects that may fail
 * @param parallel builds at once
 */
public record WheelsTree(
    String name,
    String index,
    Path constraints,
    List<Platform> platforms,
    List<String> tolerate,
    int parallel,
    Limits limits,
    Optional<Timing> schedule,
    ReleaseRules rules)
    implements TreeConfiguration {
  public WheelsTree {
    platforms = List.copyOf(platforms);
    tolerate = List.copyOf(tolerate);
  }

  @Override
  public String kind() {
    return "wheels";
  }

  @Override
  public String origin() {
    return index;
  }

  @Override
  public Policy policy() {
    return Policy.FULL;
  }

  /**
   * A system to build for.
   *
   * @param source a Debian mirror; absent: what the machine's own apt is configured with
   * @param packages what builds need beside a C compiler
   */
  public record Platform(
      String name, String suite, String architecture, Optional<URI> source, List<String> packages) {
    public Platform {
      packages = List.copyOf(packages);
    }
  }

  /** What one build may take; sizes in bytes. */
  public record Limits(Duration time, long memory, int processes, long disk, long output) {}
}
