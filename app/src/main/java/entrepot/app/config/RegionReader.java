package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the regions, and finds what two of them cannot both have. */
final class RegionReader {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Path state;
  private final Listeners listeners;
  private final Map<String, String> zones = new HashMap<>();
  private final Map<Path, String> replicas = new HashMap<>();

  RegionReader(Path state, Listeners listeners) {
    this.listeners = listeners;
    this.state = state;
  }

  RegionConfiguration region(Section region) {
    String name = region.name();
    Optional<Value> replica = region.value("replica");
    replica.ifPresent(value -> Owners.unique(replicas, value.path(), value, "region " + name));
    List<Value> zoneValues = region.values("zones").orElse(List.of());
    zoneValues.forEach(zone -> Owners.unique(zones, zone.text(), zone, "region " + name));
    return new RegionConfiguration(
        name,
        region.text("provider").orElse("local"),
        zoneValues.stream().map(Value::text).toList(),
        listeners.of(region, "region " + name).orElse(ANY),
        new TlsReader(listeners).of(region, "region " + name),
        region.value("url").flatMap(Addresses::url),
        SteeringReader.networks(region, "networks"),
        region.text("country"),
        region.number("bandwidth").orElse(100),
        replica.map(Value::path).orElse(state.resolve("replicas").resolve(name)),
        region.duration("keep").orElse(Duration.ofDays(30)));
  }
}
