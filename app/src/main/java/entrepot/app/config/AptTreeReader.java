package entrepot.app.config;

import entrepot.app.config.AptTree.Index;
import entrepot.kit.config.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a tree of kind {@code apt}. */
final class AptTreeReader {
  private AptTreeReader() {}

  static AptTree read(Section tree, CommonKeys common) {
    return new AptTree(
        common.name(),
        common.policyOrUsual(),
        tree.value("source").flatMap(Addresses::url).orElse(Addresses.NOT_GIVEN),
        tree.texts("suites").orElse(List.of()),
        tree.texts("components").orElse(List.of()),
        tree.texts("architectures").orElse(List.of()),
        tree.texts("indexes").orElse(List.of("packages", "translations")).stream()
            .map(word -> Words.constant(Index.class, word, Index.PACKAGES))
            .collect(Collectors.toSet()),
        tree.texts("languages").orElse(List.of("en")),
        Keyrings.keyring(tree, "keyring").orElse(Path.of("")),
        tree.truth("check-valid-until").orElse(true),
        common.schedule(),
        common.rules());
  }
}
