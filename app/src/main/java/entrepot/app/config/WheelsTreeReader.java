package entrepot.app.config;

import entrepot.app.config.WheelsTree.Limits;
import entrepot.app.config.WheelsTree.Platform;
import entrepot.kit.config.Section;
import entrepot.kit.config.Spelling;
import entrepot.kit.config.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a tree of kind {@code wheels}. */
final class WheelsTreeReader {
  private final Set<String> indexes;

  /** For a file that has Python indexes of these names. */
  WheelsTreeReader(Set<String> indexes) {
    this.indexes = indexes;
  }

  WheelsTree read(Section tree, CommonKeys common) {
    tree.value("index").ifPresent(this::checkIndex);
    Optional<Value> constraints = tree.value("constraints");
    constraints
        .filter(value -> !Files.isReadable(value.path()))
        .ifPresent(value ->
            value.warning(
                "'%s' cannot be read".formatted(value.path()), "make it, or correct the path"));
    List<Platform> platforms =
        tree.sections("platforms").values().stream().map(WheelsTreeReader::platform).toList();
    if (platforms.isEmpty()) {
      tree.error(
          "has no platform to build for",
          "add 'platforms: {debian-12-x86_64: {suite: bookworm, architecture: amd64}}'");
    }
    return new WheelsTree(
        common.name(),
        tree.text("index").orElse(""),
        constraints.map(Value::path).orElse(Path.of("")),
        platforms,
        tree.texts("tolerate").orElse(List.of()),
        tree.number("parallel").orElse(2),
        limits(tree.section("limits")),
        common.schedule(),
        common.rules());
  }

  private void checkIndex(Value index) {
    if (!indexes.contains(index.text())) {
      index.error(
          "'%s' is not a tree of kind pypi of this file".formatted(index.text()),
          indexes.isEmpty()
              ? "add one: wheels are built from its packages"
              : Spelling.suggest(index.text(), indexes));
    }
  }

  private static Platform platform(Section platform) {
    return new Platform(
        platform.name(),
        platform.text("suite").orElse(""),
        platform.text("architecture").orElse(""),
        platform.value("source").flatMap(Addresses::url),
        platform.texts("packages").orElse(List.of()));
  }

  private static Limits limits(Optional<Section> limits) {
    return new Limits(
        limits.flatMap(l -> l.duration("time")).orElse(Duration.ofMinutes(30)),
        limits.flatMap(l -> l.bytes("memory")).orElse(2L << 30),
        limits.flatMap(l -> l.number("processes")).orElse(256),
        limits.flatMap(l -> l.bytes("disk")).orElse(4L << 30),
        limits.flatMap(l -> l.bytes("output")).orElse(32L << 20));
  }
}
