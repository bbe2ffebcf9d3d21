package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Spelling;
import entrepot.kit.config.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a {@link Configuration} of a file that the schema has been held against. */
final class ConfigurationReader {
  private ConfigurationReader() {}

  static Configuration read(Section root) {
    Path state = root.value("state").map(Value::path).orElse(Path.of(""));
    var regionReader = new RegionReader(state);
    SortedMap<String, RegionConfiguration> regions = new TreeMap<>();
    root.sections("regions")
        .forEach((name, region) -> regions.put(name, regionReader.region(region)));
    SortedMap<String, TreeConfiguration> trees = new TreeMap<>();
    root.sections("trees").forEach((name, tree) -> trees.put(name, tree(tree, regions.keySet())));
    return new Configuration(
        state,
        root.section("database").map(DatabaseReader::read),
        trees,
        regions,
        regionReader.steering(root.section("steering")),
        upstream(root.section("upstream")),
        log(root.section("log")));
  }

  /** Until there are more kinds, the schema lets only apt come here. */
  private static TreeConfiguration tree(Section tree, Set<String> regions) {
    return AptTreeReader.read(tree, rules(tree, regions));
  }

  private static ReleaseRules rules(Section tree, Set<String> regions) {
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
        tree.number("shrink-limit").orElse(40),
        tree.texts("regions").orElseGet(() -> regions.stream().toList()));
  }

  private static UpstreamConfiguration upstream(Optional<Section> upstream) {
    return new UpstreamConfiguration(
        upstream.flatMap(u -> u.truth("allow-private")).orElse(false),
        upstream.flatMap(u -> u.number("connections-per-host")).orElse(4),
        upstream.flatMap(u -> u.duration("stall-timeout")).orElse(Duration.ofSeconds(30)),
        upstream.flatMap(u -> u.number("retries")).orElse(4),
        upstream.flatMap(u -> u.bytes("max-file-size")).orElse(20_000_000_000L),
        upstream.flatMap(u -> u.text("user-agent")));
  }

  private static LogConfiguration log(Optional<Section> log) {
    return new LogConfiguration(
        Words.constant(
            LogConfiguration.Level.class,
            log.flatMap(l -> l.text("level")).orElse("info"),
            LogConfiguration.Level.INFO),
        log.flatMap(l -> l.truth("access")).orElse(true));
  }
}
