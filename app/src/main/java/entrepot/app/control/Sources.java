package entrepot.app.control;

import static entrepot.app.control.ConfiguredSources.source;

import entrepot.app.command.Version;
import entrepot.app.config.AptTree;
import entrepot.app.config.Configuration;
import entrepot.app.config.FilesTree;
import entrepot.app.config.PypiTree;
import entrepot.app.config.RpmTree;
import entrepot.app.config.TreeConfiguration;
import entrepot.app.config.UpstreamConfiguration;
import entrepot.app.config.WheelsTree;
import entrepot.collect.Collector;
import entrepot.collect.LazyFetch;
import entrepot.collect.apt.AptCollector;
import entrepot.collect.files.FilesCollector;
import entrepot.collect.pypi.PypiCollector;
import entrepot.collect.rpm.RpmCollector;
import entrepot.collect.wheels.WheelsCollector;
import entrepot.kit.http.BodySink;
import entrepot.kit.http.HttpSettings;
import entrepot.kit.http.Upstream;
import entrepot.store.Store;
import entrepot.store.manifest.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where each tree comes from: its collector, and what fetches its lazy entries. */
final class Sources implements AutoCloseable {
  /** One for each tree's syncs, so that a run can say what it cost, and one for lazy entries. */
  private final List<Upstream> upstreams = new ArrayList<>();

  private final Map<String, Collector> collectors;
  private final Map<String, LazyFetch> lazy;
  private final Upstream checks;

  /** {@code wheels} makes the collectors of trees that are built here. */
  Sources(
      Configuration configuration,
      Store store,
      Path temporary,
      InstantSource clock,
      Function<WheelsTree, WheelsCollector> wheels) {
    HttpSettings settings = settings(configuration.upstream());
    Upstream forLazy = upstream(settings, clock);
    // A mirror that has to be asked twice is not one to send clients to.
    this.checks = upstream(settings.withRetries(1, Duration.ofMillis(500)), clock);
    this.collectors =
        configuration.trees().values().stream()
            .collect(
                Collectors.toMap(
                    TreeConfiguration::name,
                    t -> collector(t, upstream(settings, clock), store, temporary, clock, wheels)));
    this.lazy =
        configuration.trees().values().stream()
            .collect(Collectors.toMap(TreeConfiguration::name, t -> lazy(t, forLazy)));
  }

  private Upstream upstream(HttpSettings settings, InstantSource clock) {
    Upstream made = new Upstream(settings, clock);
    upstreams.add(made);
    return made;
  }

  private static Collector collector(
      TreeConfiguration tree,
      Upstream upstream,
      Store store,
      Path temporary,
      InstantSource clock,
      Function<WheelsTree, WheelsCollector> wheels) {
    return switch (tree) {
      case AptTree apt -> new AptCollector(source(apt), upstream, store, temporary, clock);
      case RpmTree rpm -> new RpmCollector(source(rpm), upstream, store, temporary, clock);
      case FilesTree files -> new FilesCollector(source(files), upstream, store, temporary, clock);
      case PypiTree pypi -> new PypiCollector(source(pypi), upstream, store, temporary, clock);
      case WheelsTree built -> wheels.apply(built);
    };
  }

  private static LazyFetch lazy(TreeConfiguration tree, Upstream upstream) {
    return switch (tree) {
      case AptTree apt -> source(apt).lazyFetch(upstream);
      case RpmTree rpm -> source(rpm).lazyFetch(upstream);
      case FilesTree files -> source(files).lazyFetch(upstream);
      case PypiTree pypi -> source(pypi).lazyFetch(upstream);
      case WheelsTree _ -> Sources::nothingLazy;
    };
  }

  /** What is built is there whole. */
  private static void nothingLazy(Entry entry, BodySink sink) {
    throw new IllegalStateException(entry.path() + " of a tree that was built is lazy");
  }

  /** Of every client that asks an upstream. */
  static HttpSettings settings(UpstreamConfiguration configured) {
    HttpSettings usual = HttpSettings.defaults();
    return new HttpSettings(
        configured.allowPrivate(),
        configured.connectionsPerHost(),
        usual.connectTimeout(),
        configured.stallTimeout(),
        usual.slowStart(),
        usual.minimumRate(),
        configured.retries(),
        usual.backoff(),
        usual.longestBackoff(),
        configured.maxFileSize(),
        configured.userAgent().orElse("entrepot/" + Version.current()));
  }

  Collector collector(String tree) {
    return java.util.Objects.requireNonNull(collectors.get(tree), tree);
  }

  /** What looks at external mirrors. */
  Upstream forChecks() {
    return checks;
  }

  /** What fetches the lazy entries of a tree. */
  LazyFetch lazy(String tree) {
    return java.util.Objects.requireNonNull(lazy.get(tree), tree);
  }

  @Override
  public void close() {
    upstreams.forEach(Upstream::close);
  }
}
