package entrepot.collect.python;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A requirements file as pip reads it, or OpenStack's upper-constraints: lines such as {@code
 * name===1.0;python_version=='3.9' # comment}, one project perhaps on several with different
 * markers.
 *
 * @param constraints in the order of the file, those of included files in their place
 */
public record ConstraintsFile(List<Constraint> constraints) {
  /** Opens the files that {@code -r} and {@code -c} name. */
  public interface Includes {
    /** The file of that name, relative to the folder of the first file, as {@code a/../b.txt}. */
    InputStream open(String name) throws IOException;
  }

  public ConstraintsFile {
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads {@code file} and all that it includes by opening them.
   *
   * @throws RequirementsRefused with file and line
   */
  public static ConstraintsFile read(String file, Includes includes) throws IOException {
    return new ConstraintsReader(includes).read(file);
  }

  /**
   * Reads one file, which may include none. {@code body} is closed.
   *
   * @throws RequirementsRefused with file and line
   */
  public static ConstraintsFile read(InputStream body, String file) throws IOException {
    return read(
        file,
        name -> {
          if (!name.equals(file)) {
            throw new IOException("no other file can be read from here");
          }
          return body;
        });
  }

  /** The projects that it names, wherever they apply. */
  public SortedSet<ProjectName> projects() {
    SortedSet<ProjectName> projects = new TreeSet<>();
    constraints.forEach(constraint -> projects.add(constraint.requirement().name()));
    return projects;
  }

  /** What applies there. */
  public List<Constraint> applicable(Environment environment) {
    return constraints.stream().filter(c -> c.requirement().applies(environment)).toList();
  }

  /**
   * The one version of each project there. What is not pinned to one is not among them.
   *
   * @throws RequirementsRefused when two lines that apply pin different versions
   */
  public SortedMap<ProjectName, PythonVersion> pins(Environment environment) {
    SortedMap<ProjectName, PythonVersion> pins = new TreeMap<>();
    for (Constraint constraint : applicable(environment)) {
      Requirement requirement = constraint.requirement();
      requirement
          .versions()
          .pin()
          .ifPresent(version -> {
            PythonVersion before = pins.putIfAbsent(requirement.name(), version);
            if (before != null && !before.equals(version)) {
              throw new RequirementsRefused(
                  constraint.file(),
                  constraint.line(),
                  "%s is pinned to %s, and to %s before"
                      .formatted(requirement.name(), version, before),
                  null);
            }
          });
    }
    return pins;
  }

  /** The lines of one project, wherever they apply. */
  public List<Constraint> of(ProjectName project) {
    List<Constraint> found = new ArrayList<>();
    for (Constraint constraint : constraints) {
      if (constraint.requirement().name().equals(project)) {
        found.add(constraint);
      }
    }
    return found;
  }
}
