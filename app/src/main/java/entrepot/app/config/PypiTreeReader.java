package entrepot.app.config;

import entrepot.app.config.PypiTree.Projects;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a tree of kind {@code pypi}. */
final class PypiTreeReader {
  private PypiTreeReader() {}

  static PypiTree read(Section tree, CommonKeys common) {
    return new PypiTree(
        common.name(),
        common.policyOrUsual(),
        tree.value("source").flatMap(Addresses::url).orElse(Addresses.NOT_GIVEN),
        projects(tree),
        SelectReader.read(tree),
        tree.texts("deny").orElse(List.of()),
        tree.text("removals").orElse("follow").equals("keep"),
        common.schedule(),
        common.rules());
  }

  private static Projects projects(Section tree) {
    Optional<Section> section = tree.section("projects");
    boolean all = section.flatMap(s -> s.truth("all")).orElse(false);
    List<String> prefixes = section.flatMap(s -> s.texts("prefixes")).orElse(List.of());
    List<String> names = section.flatMap(s -> s.texts("names")).orElse(List.of());
    List<Path> requirements =
        section.flatMap(s -> s.values("requirements")).orElse(List.of()).stream()
            .map(PypiTreeReader::file)
            .toList();
    if (!all && prefixes.isEmpty() && names.isEmpty() && requirements.isEmpty()) {
      section.ifPresent(empty ->
          empty.error(
              "names no project",
              "add 'names: [requests]', 'requirements: [FILE]', 'prefixes: [oslo-]' or 'all: true'"));
    }
    return new Projects(all, prefixes, names, requirements);
  }

  private static Path file(Value value) {
    if (!Files.isReadable(value.path())) {
      value.warning("'%s' cannot be read".formatted(value.path()), "make it, or correct the path");
    }
    return value.path();
  }
}
