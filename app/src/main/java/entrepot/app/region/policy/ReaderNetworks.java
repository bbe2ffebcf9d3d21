package entrepot.app.region.policy;

import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The networks of a region in as few prefixes as cover the same addresses and no other. */
final class ReaderNetworks {
  /**
   * AWS takes a policy for public whose aws:SourceIp has a prefix shorter than these ("The meaning
   * of public" in the S3 guide), so two networks are never joined into such a one.
   */
  private static final int WIDEST_V4 = 8;

  private static final int WIDEST_V6 = 32;

  private ReaderNetworks() {}

  /** The fewest; in the order of addresses, IPv4 first. */
  static List<IPAddress> merged(List<IPAddress> networks) {
    Map<String, List<IPAddress>> groups = new TreeMap<>();
    for (IPAddress network : networks) {
      IPAddress group =
          tooWide(network) ? network : network.toPrefixBlock(widest(network)).getLower();
      String name = (network.isIPv4() ? "4 " : "6 ") + group.withoutPrefixLength().toFullString();
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(network);
    }
    List<IPAddress> merged = new ArrayList<>();
    for (List<IPAddress> group : groups.values()) {
      merged.addAll(
          Arrays.asList(group.getFirst().mergeToPrefixBlocks(group.toArray(IPAddress[]::new))));
    }
    return merged;
  }

  private static int widest(IPAddress network) {
    return network.isIPv4() ? WIDEST_V4 : WIDEST_V6;
  }

  private static boolean tooWide(IPAddress network) {
    Integer length = network.getNetworkPrefixLength();
    return length != null && length < widest(network);
  }

  /** Whether AWS takes a policy for public that is limited to those networks. */
  static boolean arePublic(List<IPAddress> networks) {
    return networks.stream().anyMatch(ReaderNetworks::tooWide);
  }
}
