package entrepot.collect.pypi;

import entrepot.collect.python.ProjectName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Which projects of an index are carried: those that any of these names.
 *
 * @param all every project
 * @param prefixes of normalised names
 * @param names one by one
 * @param requirements requirements or constraints files, read at each run
 */
public record ProjectChoice(
    boolean all, List<String> prefixes, Set<ProjectName> names, List<Path> requirements) {
  public ProjectChoice {
    prefixes = List.copyOf(prefixes);
    names = Set.copyOf(names);
    requirements = List.copyOf(requirements);
  }

  /** These and no others. */
  public static ProjectChoice of(ProjectName... names) {
    return new ProjectChoice(false, List.of(), Set.of(names), List.of());
  }

  /** Every project. */
  public static ProjectChoice everything() {
    return new ProjectChoice(true, List.of(), Set.of(), List.of());
  }
}
