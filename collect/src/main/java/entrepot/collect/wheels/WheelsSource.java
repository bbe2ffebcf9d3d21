package entrepot.collect.wheels;

import entrepot.collect.python.ProjectName;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a tree of wheels is made from.
 *
 * @param index the tree whose packages are built and built with
 * @param constraints a file that pins the versions, as OpenStack's upper-constraints
 * @param tolerate projects whose failure does not keep the others back
 * @param parallel builds at once
 */
public record WheelsSource(
    String index,
    Path constraints,
    List<Platform> platforms,
    Set<ProjectName> tolerate,
    int parallel,
    SandboxLimits limits) {
  public WheelsSource {
    platforms = List.copyOf(platforms);
    tolerate = Set.copyOf(tolerate);
    if (parallel < 1) {
      throw new IllegalArgumentException(parallel + " builds at once");
    }
  }
}
