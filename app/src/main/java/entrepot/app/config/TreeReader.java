package entrepot.app.config;

import entrepot.app.config.TreeConfiguration.Policy;
import entrepot.kit.config.Section;
import entrepot.kit.config.Spelling;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads the trees: what all kinds have in common, and then what each has of its own. */
final class TreeReader {
  private final Set<String> regions;
  private final WheelsTreeReader wheels;
  private final RpmTreeReader rpm = new RpmTreeReader();

  /** For a file with regions and Python indexes of these names. */
  TreeReader(Set<String> regions, Set<String> indexes) {
    this.regions = regions;
    this.wheels = new WheelsTreeReader(indexes);
  }

  /** The tree; empty where the schema has refused its kind. */
  Optional<TreeConfiguration> tree(Section tree) {
    var common =
        new CommonKeys(
            tree.name(),
            tree.text("policy").map(word -> Words.constant(Policy.class, word, Policy.ON_DEMAND)),
            tree.value("schedule").flatMap(Schedule::timing),
            rules(tree));
    return switch (tree.text("kind").orElse("")) {
      case "apt" -> Optional.of(AptTreeReader.read(tree, common));
      case "rpm" -> Optional.of(rpm.read(tree, common));
      case "files" -> Optional.of(FilesTreeReader.read(tree, common));
      case "pypi" -> Optional.of(PypiTreeReader.read(tree, common));
      case "wheels" -> Optional.of(wheels.read(tree, common));
      default -> Optional.empty();
    };
  }

  private ReleaseRules rules(Section tree) {
    tree.values("regions")
        .ifPresent(named ->
            named.stream()
                .filter(region -> !regions.contains(region.text()))
                .forEach(region ->
                    region.error(
                        "'%s' is not a region of this file".formatted(region.text()),
                        Spelling.suggest(region.text(), regions))));
    return new ReleaseRules(
        tree.text("release").orElse("manual").equals("automatic"),
        tree.number("tolerance").orElse(0),
        tree.duration("carry").orElse(Duration.ofDays(3)),
        tree.duration("keep").orElse(Duration.ofDays(90)),
        tree.number("shrink-limit").orElse(40),
        tree.texts("regions").orElseGet(() -> regions.stream().toList()));
  }
}
