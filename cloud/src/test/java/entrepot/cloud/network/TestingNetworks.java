package entrepot.cloud.network;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Plans that meet no other on this machine, and groups. */
final class TestingNetworks {
  static final String ANYWHERE = "0.0.0.0/0";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private TestingNetworks() {}

  static NetworkPlan plan(int metadataPort, Integer... services) {
    int pid = (int) (ProcessHandle.current().pid() % 0x10000);
    int number = NEXT.incrementAndGet();
    return new NetworkPlan(
        "lab-1",
        List.of("lab-1a", "lab-1b"),
        "ent-test-" + pid + "-" + number,
        NetworkPlan.range("172.31.0.0/16"),
        NetworkPlan.range("198.19.%d.%d/28".formatted(pid >> 8 & 0xFF, number * 16 & 0xFF)),
        NetworkPlan.range(
            "10.%d.%d.%d/30".formatted(200 + pid % 50, pid >> 8 & 0xFF, number * 4 & 0xFF)),
        List.of(services),
        metadataPort,
        64_100,
        64_101);
  }

  static String instance(int number) {
    return String.format(
        Locale.ROOT, "i-%08x%05x%04x", ProcessHandle.current().pid(), number, number);
  }

  static SecurityGroup group(String id, IpPermission... ingress) {
    return SecurityGroup.builder()
        .groupId(id)
        .ipPermissions(ingress)
        .ipPermissionsEgress(ofRange("-1", -1, ANYWHERE))
        .build();
  }

  static IpPermission ofRange(String protocol, Integer port, String cidr) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(port)
        .toPort(port)
        .ipRanges(IpRange.builder().cidrIp(cidr).build())
        .build();
  }

  static IpPermission ofGroup(String protocol, Integer port, String group) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(port)
        .toPort(port)
        .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build())
        .build();
  }
}
