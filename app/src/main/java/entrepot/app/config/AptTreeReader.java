package entrepot.app.config;

import entrepot.app.config.AptTree.Index;
import entrepot.app.config.TreeConfiguration.Policy;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a tree of kind {@code apt}. */
final class AptTreeReader {
  /** Stands in where the file is wrong, until that has been reported. */
  private static final URI NOT_GIVEN = URI.create("urn:not-given");

  private AptTreeReader() {}

  static AptTree read(Section tree, ReleaseRules rules) {
    tree.value("kind");
    return new AptTree(
        tree.name(),
        Words.constant(Policy.class, tree.text("policy").orElse("on-demand"), Policy.ON_DEMAND),
        tree.value("source").flatMap(Addresses::url).orElse(NOT_GIVEN),
        tree.texts("suites").orElse(List.of()),
        tree.texts("components").orElse(List.of()),
        tree.texts("architectures").orElse(List.of()),
        tree.texts("indexes").orElse(List.of("packages", "translations")).stream()
            .map(word -> Words.constant(Index.class, word, Index.PACKAGES))
            .collect(Collectors.toSet()),
        tree.texts("languages").orElse(List.of("en")),
        keyring(tree),
        tree.truth("check-valid-until").orElse(true),
        tree.value("schedule").flatMap(Schedule::timing),
        rules);
  }

  private static Path keyring(Section tree) {
    Optional<Value> keyring = tree.value("keyring");
    keyring
        .filter(value -> !Files.isReadable(value.path()))
        .ifPresent(value ->
            value.warning(
                "'%s' cannot be read".formatted(value.path()),
                "install the publisher's keyring there, or correct the path"));
    return keyring.map(Value::path).orElse(Path.of(""));
  }
}
