package entrepot.app.region;

import entrepot.app.config.RegionConfiguration;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A region's lines for a zone file (RFC 1035 §5.1): its name's addresses, other names as CNAMEs.
 */
public final class DnsRecords {
  /** In seconds; short, since a region may have to move. */
  private static final int TTL = 300;

  private DnsRecords() {}

  /**
   * The lines. Names of former times have them also after their last day: who asks is to be told.
   *
   * @param given the addresses of what stands in front; empty: where the edge listens
   * @throws NotPrintable where there is no name, or nothing says at which address it is
   */
  public static List<String> of(
      RegionConfiguration region, RegionNames names, List<InetAddress> given) {
    List<String> hosts = names.hosts();
    if (hosts.isEmpty()) {
      throw new NotPrintable(
          "region %s has no host name".formatted(region.name()),
          "Add 'mirror-hosts: {domain: example.org}' to the configuration, or give the region a"
              + " 'url'.");
    }
    String main = hosts.getFirst() + ".";
    List<String> lines = new ArrayList<>();
    for (InetAddress address : given.isEmpty() ? List.of(listening(region)) : given) {
      String type = address instanceof Inet4Address ? "A" : "AAAA";
      lines.add("%s %d IN %s %s".formatted(main, TTL, type, address.getHostAddress()));
    }
    hosts.stream()
        .skip(1)
        .forEach(host -> lines.add("%s. %d IN CNAME %s".formatted(host, TTL, main)));
    return lines;
  }

  private static InetAddress listening(RegionConfiguration region) {
    return region
        .listen()
        .map(InetSocketAddress::getAddress)
        .filter(address -> !address.isLoopbackAddress() && !address.isAnyLocalAddress())
        .orElseThrow(() ->
            new NotPrintable(
                "nothing says at which address clients find region %s: %s"
                    .formatted(
                        region.name(),
                        region.bucket().isPresent()
                            ? "it is a bucket"
                            : "its edge listens for this machine alone, or at every address"),
                "Name the address of what stands in front of it: --address 192.0.2.10"));
  }
}
