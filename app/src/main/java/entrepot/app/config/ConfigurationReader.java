package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a {@link Configuration} of a file that the schema has been held against. */
final class ConfigurationReader {
  private ConfigurationReader() {}

  static Configuration read(Section root) {
    Path state = root.value("state").map(Value::path).orElse(Path.of(""));
    var listeners = new Listeners();
    Map<String, Section> named = root.sections("trees");
    Map<String, Section> places = root.sections("regions");
    var names =
        new MirrorHostsReader(root.section("mirror-hosts"), named.keySet(), places.keySet());
    var buckets = new BucketOwners();
    Optional<BucketConfiguration> store = store(root, buckets);
    var regionReader = new RegionReader(state, listeners, buckets, names);
    SortedMap<String, RegionConfiguration> regions = new TreeMap<>();
    places.forEach((name, region) -> regions.put(name, regionReader.region(region)));
    SortedMap<String, TreeConfiguration> trees = new TreeMap<>();
    Set<String> indexes = new TreeSet<>(named.keySet());
    indexes.removeIf(name -> !kind(named, name).equals("pypi"));
    var treeReader = new TreeReader(regions.keySet(), indexes);
    named.forEach((name, tree) -> treeReader.tree(tree).ifPresent(read -> trees.put(name, read)));
    return new Configuration(
        state,
        root.section("database").map(DatabaseReader::read),
        store,
        WorkersReader.read(root.section("workers")),
        trees,
        regions,
        new SteeringReader(trees.keySet(), listeners).read(root.section("steering")),
        upstream(root.section("upstream")),
        root.section("cloud").map(cloud -> new CloudReader(listeners).read(cloud)),
        log(root.section("log")));
  }

  private static Optional<BucketConfiguration> store(Section root, BucketOwners buckets) {
    return root.section("store")
        .flatMap(store -> store.section("bucket"))
        .map(group -> {
          BucketConfiguration bucket = BucketReader.read(group, "us-east-1");
          buckets.unique(group, bucket.bucket(), "the store");
          return bucket;
        });
  }

  private static String kind(Map<String, Section> trees, String name) {
    return Optional.ofNullable(trees.get(name)).flatMap(tree -> tree.text("kind")).orElse("");
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
