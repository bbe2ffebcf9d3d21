package entrepot.cloud.network;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a region's network is to be.
 *
 * @param region its name; part of the instances' DNS names
 * @param zones its zones, 16 at most; each has a sixteenth of the private range as its subnet
 * @param namespace the network namespace, which is the region's alone
 * @param privateRange the instances' addresses, IPv4, such as {@code 172.31.0.0/16}; /24 or larger
 * @param publicRange the addresses by which the host reaches instances, such as {@code
 *     198.18.0.0/20}; nothing else on the machine may use them
 * @param link the /30 between host and namespace
 * @param services TCP ports of the host's side of the link that instances may reach
 * @param metadataPort where on that side the metadata service listens
 * @param vmUid the user that may open the taps
 * @param dhcpUid the user that the DHCP and DNS server runs as, with the group of that number
 */
public record NetworkPlan(
    String region,
    List<String> zones,
    String namespace,
    IPAddress privateRange,
    IPAddress publicRange,
    IPAddress link,
    List<Integer> services,
    int metadataPort,
    int vmUid,
    int dhcpUid) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final int MOST_ZONES = 16;

  public NetworkPlan {
    zones = List.copyOf(zones);
    services = List.copyOf(services);
    named("region", region);
    named("namespace", namespace);
    zones.forEach(zone -> named("zone", zone));
    require(
        !zones.isEmpty() && zones.size() <= MOST_ZONES && Set.copyOf(zones).size() == zones.size(),
        "a region has 1 to 16 zones, each with a name of its own");
    block("private range", privateRange, 8, 24);
    block("public range", publicRange, 8, 30);
    block("link", link, 30, 30);
    require(
        !overlap(privateRange, publicRange)
            && !overlap(privateRange, link)
            && !overlap(publicRange, link),
        "private range, public range and link overlap");
    services.forEach(NetworkPlan::port);
    port(metadataPort);
    require(vmUid > 0 && dhcpUid > 0, "neither machines nor DHCP run as root");
  }

  /** The plan's ranges from text such as {@code 172.31.0.0/16}. */
  public static IPAddress range(String text) {
    try {
      return new IPAddressString(text).toAddress().toPrefixBlock();
    } catch (inet.ipaddr.AddressStringException | inet.ipaddr.IncompatibleAddressException e) {
      throw new IllegalArgumentException(text + " is no range of addresses", e);
    }
  }

  /** The host's end of the link. */
  public Inet4Address gatewayOnHost() {
    return Ranges.at(link, 1);
  }

  /** The VPC that the private range is. */
  public RegionVpc vpc() {
    return new RegionVpc(region, zones, privateRange);
  }

  Inet4Address namespaceEnd() {
    return Ranges.at(link, 2);
  }

  /** What DHCP and DNS read; it lives as long as the namespace can: until the machine restarts. */
  Path folder() {
    return Path.of("/run/entrepot", namespace);
  }

  private static void named(String what, String name) {
    require(NAME.matcher(name).matches(), what + " '" + name + "' is no name of [a-z0-9-]{1,32}");
  }

  private static void block(String what, IPAddress range, int shortest, int longest) {
    Integer prefix = range.getNetworkPrefixLength();
    require(
        range.isIPv4() && range.isPrefixBlock() && prefix >= shortest && prefix <= longest,
        what + " " + range + " is no IPv4 block from /" + shortest + " to /" + longest);
  }

  private static boolean overlap(IPAddress one, IPAddress other) {
    return one.contains(other) || other.contains(one);
  }

  private static void port(int port) {
    require(port > 0 && port <= 0xFFFF, port + " is no port");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
