package entrepot.collect.pypi;

import entrepot.collect.python.Constraint;
import entrepot.collect.python.ConstraintsFile;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.VersionSpecifiers;
import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The projects that a run is about, its requirements files read.
 *
 * @param names those that are named one by one, without the denied ones
 * @param required the versions that the requirements files ask for, if only these are carried: any
 *     one of the specifiers has to match
 */
record Wanted(
    boolean all,
    List<String> prefixes,
    SortedSet<String> names,
    SortedSet<String> denied,
    Map<ProjectName, List<VersionSpecifiers>> required) {
  static Wanted of(PypiSource source) {
    ProjectChoice choice = source.projects();
    SortedSet<String> denied = values(source.denied());
    SortedSet<String> names = values(choice.names());
    Map<ProjectName, List<VersionSpecifiers>> required = new TreeMap<>();
    for (Path file : choice.requirements()) {
      for (Constraint constraint : read(file).constraints()) {
        ProjectName name = constraint.requirement().name();
        names.add(name.value());
        if (source.files().required()) {
          required
              .computeIfAbsent(name, n -> new ArrayList<>())
              .add(constraint.requirement().versions());
        }
      }
    }
    names.removeAll(denied);
    return new Wanted(choice.all(), choice.prefixes(), names, denied, required);
  }

  private static ConstraintsFile read(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return ConstraintsFile.read(
          String.valueOf(file.getFileName()),
          name -> Files.newInputStream(folder == null ? file : folder.resolve(name)));
    } catch (IOException e) {
      throw new RequirementsUnreadable(file, e);
    }
  }

  private static SortedSet<String> values(Iterable<ProjectName> names) {
    SortedSet<String> values = new TreeSet<>();
    names.forEach(name -> values.add(name.value()));
    return values;
  }

  /** Whether the index must be asked which projects it has. */
  boolean needsList() {
    return all || !prefixes.isEmpty();
  }

  boolean has(String project) {
    return !denied.contains(project)
        && (all || names.contains(project) || prefixes.stream().anyMatch(project::startsWith));
  }

  /** The choice as one digest: another one is another set of projects. */
  String digest() {
    return digest(
        "all=%s prefixes=%s names=%s denied=%s"
            .formatted(all, new TreeSet<>(prefixes), names, denied));
  }

  /** What the requirements files ask for, as one digest. */
  String requiredDigest() {
    return required.isEmpty() ? "none" : digest(required.toString());
  }

  private static String digest(String text) {
    return Digest.sha256Of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
