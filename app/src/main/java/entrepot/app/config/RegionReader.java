package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the regions, and finds what two of them cannot both have. */
final class RegionReader {
  private static final String REMOVE = "remove it, or remove 'bucket'";

  private final Path state;
  private final Listeners listeners;
  private final Map<String, String> zones = new HashMap<>();
  private final Map<Path, String> replicas = new HashMap<>();
  private final BucketOwners buckets;
  private final MirrorHostsReader names;

  RegionReader(Path state, Listeners listeners, BucketOwners buckets, MirrorHostsReader names) {
    this.names = names;
    this.buckets = buckets;
    this.listeners = listeners;
    this.state = state;
  }

  RegionConfiguration region(Section region) {
    String name = region.name();
    Optional<Value> replica = region.value("replica");
    replica.ifPresent(value -> Owners.unique(replicas, value.path(), value, "region " + name));
    List<Value> zoneValues = region.values("zones").orElse(List.of());
    zoneValues.forEach(zone -> Owners.unique(zones, zone.text(), zone, "region " + name));
    Optional<InetSocketAddress> listen = listeners.of(region, "region " + name);
    Optional<BucketConfiguration> bucket = bucket(region);
    Optional<TlsConfiguration> tls = new TlsReader(listeners).of(region, "region " + name);
    String provider = region.text("provider").orElse("local");
    RegionHosts hosts = names.of(name, provider);
    return new RegionConfiguration(
        name,
        provider,
        zoneValues.stream().map(Value::text).toList(),
        listen,
        tls,
        bucket,
        hosts,
        region.value("url").flatMap(Addresses::url).or(() -> edgeUrl(hosts, bucket, tls)),
        SteeringReader.networks(region, "networks"),
        region.text("country"),
        region.number("bandwidth").orElse(100),
        replica.map(Value::path).orElse(state.resolve("replicas").resolve(name)),
        region.duration("keep").orElse(Duration.ofDays(30)));
  }

  /** A bucket has an address of its own, which the template's name leads to only by a front. */
  private Optional<URI> edgeUrl(
      RegionHosts hosts, Optional<BucketConfiguration> bucket, Optional<TlsConfiguration> tls) {
    boolean secureOnly = tls.isPresent() && tls.get().listen().isEmpty();
    return bucket.isPresent() ? Optional.empty() : names.url(hosts, secureOnly);
  }

  private Optional<BucketConfiguration> bucket(Section region) {
    Optional<Section> group = region.section("bucket");
    if (group.isEmpty()) {
      return Optional.empty();
    }
    for (String ofAnEdge : List.of("listen", "replica")) {
      region
          .value(ofAnEdge)
          .ifPresent(value -> value.error("belongs to an edge, not to a bucket", REMOVE));
    }
    region
        .section("tls")
        .ifPresent(tls -> tls.error("belongs to an edge, not to a bucket", REMOVE));
    BucketConfiguration bucket = BucketReader.read(group.get(), region.name());
    buckets.unique(group.get(), bucket.bucket(), "region " + region.name());
    return Optional.of(bucket);
  }
}
