package entrepot.collect.pypi;

import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The projects that a run is about, its requirements files read.
 *
 * @param names those that are named one by one, without the denied ones
 */
record Wanted(
    boolean all, List<String> prefixes, SortedSet<String> names, SortedSet<String> denied) {
  static Wanted of(PypiSource source) {
    ProjectChoice choice = source.projects();
    SortedSet<String> denied = values(source.denied());
    SortedSet<String> names = values(choice.names());
    names.removeAll(denied);
    return new Wanted(choice.all(), choice.prefixes(), names, denied);
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
    String text =
        "all=%s prefixes=%s names=%s denied=%s"
            .formatted(
                all, prefixes.stream().sorted().collect(Collectors.joining(",")), names, denied);
    return Digest.sha256Of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
