package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Spelling;
import entrepot.kit.config.Value;
import entrepot.ledger.Timing;
import inet.ipaddr.IPAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what steering answers from. */
final class SteeringReader {
  private static final Timing USUAL = new Timing.Every(Duration.ofMinutes(10));

  private final Set<String> trees;
  private final Listeners listeners;

  SteeringReader(Set<String> trees, Listeners listeners) {
    this.trees = trees;
    this.listeners = listeners;
  }

  SteeringConfiguration read(Optional<Section> steering) {
    SortedMap<String, MirrorConfiguration> mirrors = new TreeMap<>();
    steering.ifPresent(
        s -> s.sections("mirrors").forEach((name, mirror) -> mirrors.put(name, mirror(mirror))));
    return new SteeringConfiguration(
        steering
            .flatMap(section -> listeners.of(section, "steering"))
            .orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080)),
        steering.flatMap(section -> new TlsReader(listeners).of(section, "steering")),
        steering.flatMap(section -> section.value("url")).flatMap(Addresses::url),
        steering.map(s -> networks(s, "trusted-proxies")).orElse(List.of()),
        file(steering, "country-database"),
        file(steering, "asn-database"),
        file(steering, "ip-ranges"),
        steering
            .flatMap(section -> section.value("check-mirrors"))
            .flatMap(Schedule::timing)
            .orElse(USUAL),
        mirrors);
  }

  private MirrorConfiguration mirror(Section mirror) {
    Optional<Value> tree = mirror.value("tree");
    tree.filter(t -> !trees.contains(t.text()))
        .ifPresent(t ->
            t.error(
                "'%s' is not a tree of this file".formatted(t.text()),
                Spelling.suggest(t.text(), trees)));
    List<URI> urls =
        mirror.values("urls").orElse(List.of()).stream()
            .flatMap(value -> Addresses.url(value).stream())
            .toList();
    List<IPAddress> networks = networks(mirror, "networks");
    List<Long> asns = mirror.numbers("asns").orElse(List.of());
    boolean restricted = mirror.truth("private").orElse(false);
    if (restricted && networks.isEmpty() && asns.isEmpty()) {
      mirror.warning(
          "is private and names neither networks nor asns, so nobody is sent there",
          "add 'networks', such as [192.0.2.0/24]");
    }
    return new MirrorConfiguration(
        mirror.name(),
        tree.map(Value::text).orElse(""),
        urls,
        mirror.text("country"),
        mirror.number("bandwidth").orElse(100),
        networks,
        asns,
        restricted,
        mirror.truth("always-fresh").orElse(false));
  }

  static List<IPAddress> networks(Section section, String key) {
    return section.values(key).orElse(List.of()).stream()
        .flatMap(value -> Addresses.network(value).stream())
        .toList();
  }

  private static Optional<Path> file(Optional<Section> steering, String key) {
    Optional<Value> file = steering.flatMap(section -> section.value(key));
    file.filter(value -> !Files.isReadable(value.path()))
        .ifPresent(value ->
            value.warning(
                "'%s' cannot be read".formatted(value.path()),
                "put the file there, or correct the path; until then steering goes without it"));
    return file.map(Value::path);
  }
}
