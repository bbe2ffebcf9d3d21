package entrepot.app.control;

import entrepot.app.command.Report;
import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.edge.Edge;
import entrepot.edge.EdgeSettings;
import entrepot.edge.EdgeTls;
import entrepot.edge.HostAlias;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.tls.Identity;
import entrepot.store.fill.FillLimits;
import entrepot.store.fill.Fillings;
import entrepot.store.fill.FromFillings;
import entrepot.store.fill.MissFetcher;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** The edges of all configured regions, in this process. */
final class RegionServers implements AutoCloseable {
  private static final int LOOPS = 2;
  private static final long SMALL_FILES = 64L << 20;

  private final ControlPlane plane;
  private final Map<String, Edge> edges = new LinkedHashMap<>();
  private final Map<String, String> urls = new TreeMap<>();

  RegionServers(ControlPlane plane) {
    this.plane = plane;
  }

  /** Binds every edge; throws when one can't, after which {@link #close} stops the others. */
  void start() {
    Executor threads = task -> Thread.ofVirtual().name("fill").start(task);
    MissFetcher misses = new FromFillings(plane.fillings(), plane.store().backend());
    for (RegionConfiguration region : plane.configuration().regions().values()) {
      if (region.listen().isEmpty()) {
        region.bucket().ifPresent(bucket -> urls.put(region.name(), url(region, bucket)));
        continue;
      }
      var reader = plane.replicas().reader(region.name());
      Fillings fillings =
          new Fillings(
              reader.backend(),
              region.replica().resolve("fetching"),
              misses,
              threads,
              plane.clock(),
              FillLimits.DEFAULT);
      Edge edge =
          new Edge(settings(region, region.listen().get()), reader, fillings, plane.clock());
      edges.put(region.name(), edge);
      Binding bound = edge.start();
      boolean plain = !edge.secureAddress().equals(Optional.of(bound));
      String own = (plain ? "http://" : "https://") + bound;
      urls.put(region.name(), region.url().map(URI::toString).orElse(own));
    }
  }

  private static String url(RegionConfiguration region, BucketConfiguration bucket) {
    return region.url().orElseGet(bucket::address).toString();
  }

  private EdgeSettings settings(RegionConfiguration region, InetSocketAddress listen) {
    return new EdgeSettings(
            region.name(),
            Bindings.of(listen),
            region.tls().map(tls -> new EdgeTls(tls.files(), tls.listen().map(Bindings::of))),
            region.networks().stream().map(Object::toString).toList(),
            Limits.DEFAULT,
            LOOPS,
            plane.configuration().log().access(),
            SMALL_FILES,
            Duration.ofMillis(500))
        .knownAs(aliases(region));
  }

  /** A region with names of former times has one of today. */
  private static List<HostAlias> aliases(RegionConfiguration region) {
    String url = region.url().map(URI::toString).orElse("");
    return region.hosts().aliases().stream()
        .map(a -> new HostAlias(a.host(), a.folder(), a.end(), url + a.folder() + "/"))
        .toList();
  }

  /** Each region's address, as clients see it. */
  Map<String, String> urls() {
    return Collections.unmodifiableMap(urls);
  }

  /** The certificates of those that speak TLS. */
  Map<String, Report.TlsStatus> tls() {
    Map<String, Report.TlsStatus> all = new TreeMap<>();
    edges.forEach((region, edge) -> {
      Optional<Binding> address = edge.secureAddress();
      Optional<Identity> identity = edge.identity();
      if (address.isPresent() && identity.isPresent()) {
        Optional<String> url = Optional.ofNullable(urls.get(region));
        all.put(region, Certificates.status(url, address.get(), identity.get()));
      }
    });
    return all;
  }

  void refreshNow() {
    edges.values().forEach(Edge::refreshNow);
  }

  /** How many requests each region's edge has answered. */
  Map<String, Long> requestsServed() {
    Map<String, Long> served = new TreeMap<>();
    edges.forEach((region, edge) -> served.put(region, edge.requestsServed()));
    return served;
  }

  @Override
  public void close() {
    edges.values().forEach(Edge::close);
  }
}
