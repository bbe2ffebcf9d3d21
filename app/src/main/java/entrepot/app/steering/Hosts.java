package entrepot.app.steering;

import entrepot.app.config.Configuration;
import entrepot.app.config.MirrorConfiguration;
import entrepot.app.config.RegionConfiguration;
import entrepot.steering.map.Host;
import entrepot.steering.network.Netblock;
import inet.ipaddr.IPAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The edges and mirrors that clients can be sent to. */
final class Hosts {
  private final Configuration configuration;
  private final ProviderRanges ranges;

  Hosts(Configuration configuration) {
    this.configuration = configuration;
    this.ranges = new ProviderRanges(configuration);
  }

  /** The name of a region's edge in the map; no mirror is named so. */
  static String edge(String region) {
    return "edge." + region;
  }

  /** The name of an external mirror in the map. */
  static String mirror(MirrorConfiguration mirror) {
    return "mirror." + mirror.name();
  }

  List<Host> of(Served served) {
    ranges.refresh();
    List<Host> hosts = new ArrayList<>();
    for (Map.Entry<String, String> edge : new TreeMap<>(served.edges()).entrySet()) {
      RegionConfiguration region = configuration.regions().get(edge.getKey());
      if (region != null) {
        hosts.add(edge(region, edge.getValue(), ranges.of(region)));
      }
    }
    configuration.steering().mirrors().values().forEach(mirror -> hosts.add(external(mirror)));
    return hosts;
  }

  private static Host edge(RegionConfiguration region, String url, List<Netblock> ranges) {
    Host host =
        Host.edge(edge(region.name()), region.name(), List.of(URI.create(url)))
            .weighing(region.bandwidth())
            .servingOnly(netblocks(region.networks()))
            .preferredBy(ranges);
    return region.country().map(host::inCountry).orElse(host);
  }

  private static Host external(MirrorConfiguration mirror) {
    Host host =
        Host.external(mirror(mirror), mirror.urls())
            .rootOf(mirror.tree())
            .weighing(mirror.bandwidth())
            .preferredBy(netblocks(mirror.networks()))
            .preferredByAsns(mirror.asns());
    if (mirror.country().isPresent()) {
      host = host.inCountry(mirror.country().get());
    }
    if (mirror.restricted()) {
      host = host.onlyForItsOwn();
    }
    return mirror.alwaysFresh() ? host.alwaysUpToDate() : host;
  }

  private static List<Netblock> netblocks(List<IPAddress> networks) {
    return networks.stream().map(n -> Netblock.of(n.toCanonicalString())).toList();
  }
}
