package entrepot.cloud.network;

import entrepot.cloud.record.Rows;
import entrepot.kit.Digest;
import inet.ipaddr.IPAddress;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * The one VPC of a region, with a subnet for each zone. Its ids follow from the region's name, so
 * that they are nowhere kept.
 */
public record RegionVpc(String region, List<String> zones, IPAddress range) {
  public RegionVpc {
    zones = List.copyOf(zones);
  }

  /** Such as {@code vpc-0123456789abcdef0}. */
  public String id() {
    return "vpc-" + digits("vpc");
  }

  /** Such as {@code 172.31.0.0/16}. */
  public String cidr() {
    return range.toString();
  }

  /** The subnet of a zone. */
  public String subnetId(String zone) {
    return "subnet-" + digits("subnet " + place(zone));
  }

  /** The subnet's addresses, such as {@code 172.31.16.0/20}. */
  public IPAddress subnet(String zone) {
    int bits = range.getNetworkPrefixLength() + 4;
    Inet4Address first = Ranges.at(range, place(zone) << (32 - bits));
    return NetworkPlan.range(first.getHostAddress() + "/" + bits);
  }

  /** How many addresses of a zone's subnet are free. */
  public int free(Rows rows, String zone) {
    IPAddress subnet = subnet(zone);
    long taken =
        Allotment.taken(rows, Instance::privateIpAddress).stream()
            .filter(address -> subnet.contains(NetworkPlan.range(address.getHostAddress())))
            .count();
    return Ranges.size(subnet) - Allotment.RESERVED - 1 - (int) taken;
  }

  /** The zone whose subnet holds the address. */
  String zone(Inet4Address address) {
    IPAddress asked = NetworkPlan.range(address.getHostAddress());
    return zones.stream()
        .filter(zone -> subnet(zone).contains(asked))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(asked + " is in no subnet of " + region));
  }

  /** The router that instances of a zone are told. */
  Inet4Address router(String zone) {
    return Ranges.at(subnet(zone), 1);
  }

  /** The DNS server that instances are told. */
  public Inet4Address resolver() {
    return Ranges.at(range, 2);
  }

  private int place(String zone) {
    int place = zones.indexOf(zone);
    if (place < 0) {
      throw new IllegalArgumentException(region + " has no zone " + zone);
    }
    return place;
  }

  private String digits(String what) {
    return Digest.sha256Of((region + " " + what).getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, 17);
  }
}
