package entrepot.steering;

import entrepot.steering.map.Host;
import entrepot.steering.network.Address;
import entrepot.steering.network.Netblock;
import entrepot.steering.network.Netblocks;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A host as answers need it: its URLs ready to be written, and whom it serves. */
final class Mirror {
  private final Host host;
  private final List<Base> bases;
  private final @Nullable Netblocks<Netblock> networks;

  /**
   * Where trees begin.
   *
   * @param url with a slash at the end
   */
  record Base(String protocol, String url) {}

  Mirror(Host host) {
    this.host = host;
    // Of two protocols https comes first, of two addresses the one that was given first.
    this.bases =
        host.urls().stream()
            .map(Mirror::base)
            .sorted(java.util.Comparator.comparing(Base::protocol).reversed())
            .toList();
    this.networks =
        host.networks().isEmpty()
            ? null
            : new Netblocks<>(
                host.networks().stream()
                    .distinct()
                    .collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  private static Base base(URI url) {
    String text = url.toASCIIString();
    String protocol =
        text.regionMatches(true, 0, "https:", 0, "https:".length()) ? "https" : "http";
    return new Base(protocol, text.endsWith("/") ? text : text + "/");
  }

  String name() {
    return host.name();
  }

  boolean external() {
    return host.external();
  }

  int weight() {
    return host.weight();
  }

  /** Whether it is named to those only that it is there for. */
  boolean reserved() {
    return host.restricted() || networks != null;
  }

  /** Whether the public never gets it: what metalinks call private. */
  boolean restricted() {
    return host.restricted();
  }

  Optional<String> location() {
    return host.location();
  }

  Optional<String> country() {
    return host.country();
  }

  /** Its URLs, https before http. */
  List<Base> bases() {
    return bases;
  }

  boolean isIn(@Nullable String location) {
    return location != null
        && host.location().isPresent()
        && host.location().get().equals(location);
  }

  /** Whether a client with that address is served at all. */
  boolean serves(@Nullable Address client) {
    return networks == null || (client != null && networks.find(client).isPresent());
  }
}
