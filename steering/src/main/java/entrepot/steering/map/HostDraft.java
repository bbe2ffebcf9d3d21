package entrepot.steering.map;

import entrepot.steering.network.Netblock;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A {@link Host} that is still being described. */
final class HostDraft {
  private static final int USUAL_WEIGHT = 100;

  private final String name;
  private final boolean external;
  private final List<URI> urls;

  Optional<String> location = Optional.empty();
  Optional<String> tree = Optional.empty();
  Optional<String> country = Optional.empty();
  int weight = USUAL_WEIGHT;
  boolean restricted;
  List<Netblock> netblocks = List.of();
  List<Netblock> networks = List.of();
  List<Long> asns = List.of();
  boolean alwaysFresh;

  HostDraft(String name, boolean external, List<URI> urls) {
    this.name = name;
    this.external = external;
    this.urls = urls;
  }

  HostDraft(Host host) {
    this(host.name(), host.external(), host.urls());
    location = host.location();
    tree = host.tree();
    country = host.country();
    weight = host.weight();
    restricted = host.restricted();
    netblocks = host.netblocks();
    networks = host.networks();
    asns = host.asns();
    alwaysFresh = host.alwaysFresh();
  }

  Host host() {
    return new Host(
        name,
        external,
        location,
        tree,
        urls,
        country,
        weight,
        restricted,
        netblocks,
        networks,
        asns,
        alwaysFresh);
  }
}
