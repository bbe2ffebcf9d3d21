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
  private final Map<InetSocketAddress, String> listeners = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();
  private final Map<Path, String> replicas = new HashMap<>();

  RegionReader(Path state) {
    this.state = state;
  }

  RegionConfiguration region(Section region) {
    String name = region.name();
    Optional<Value> replica = region.value("replica");
    replica.ifPresent(value -> unique(replicas, value.path(), value, "region " + name));
    List<Value> zoneValues = region.values("zones").orElse(List.of());
    zoneValues.forEach(zone -> unique(zones, zone.text(), zone, "region " + name));
    return new RegionConfiguration(
        name,
        region.text("provider").orElse("local"),
        zoneValues.stream().map(Value::text).toList(),
        listen(region, "region " + name).orElse(ANY),
        region.value("url").flatMap(Addresses::url),
        region.values("networks").orElse(List.of()).stream()
            .flatMap(value -> Addresses.network(value).stream())
            .toList(),
        replica.map(Value::path).orElse(state.resolve("replicas").resolve(name)),
        region.duration("keep").orElse(Duration.ofDays(30)));
  }

  SteeringConfiguration steering(Optional<Section> steering) {
    return new SteeringConfiguration(
        steering
            .flatMap(section -> listen(section, "steering"))
            .orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080)),
        steering.flatMap(section -> section.value("url")).flatMap(Addresses::url));
  }

  private Optional<InetSocketAddress> listen(Section section, String owner) {
    Optional<Value> value = section.value("listen");
    Optional<InetSocketAddress> address = value.flatMap(Addresses::listen);
    if (value.isPresent() && address.isPresent() && address.get().getPort() != 0) {
      unique(listeners, address.get(), value.get(), owner);
    }
    return address;
  }

  private static <K> void unique(Map<K, String> owners, K key, Value value, String owner) {
    String other = owners.putIfAbsent(key, owner);
    if (other != null) {
      value.error("'%s' belongs to %s".formatted(value.text(), other), "choose another one here");
    }
  }
}
