package entrepot.cloud.network;

import java.net.Inet4Address;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;

/**
 * An instance's one network interface. Tap, MAC and names follow from the instance's id and its
 * addresses.
 *
 * @param tap the tap's name in the region's namespace
 * @param mac such as {@code 02:e0:ac:1f:00:05}
 * @param privateDns such as {@code ip-172-31-0-5.lab-1.compute.internal}
 * @param publicDns such as {@code ec2-198-18-0-5.lab-1.compute.entrepot.internal}
 */
public record Interface(
    String instanceId,
    String tap,
    String mac,
    Inet4Address privateAddress,
    Inet4Address publicAddress,
    String privateDns,
    String publicDns) {
  /** What the names of all taps begin with, and no other device's of the namespace. */
  static final String TAP = "vm";

  private static final Pattern INSTANCE = Pattern.compile("i-([0-9a-f]{13})[0-9a-f]{4}");

  /** Of an instance with these addresses. */
  public static Interface of(
      NetworkPlan plan, String instanceId, Inet4Address privately, Inet4Address publicly) {
    byte[] parts = privately.getAddress();
    return new Interface(
        instanceId,
        TAP + digits(instanceId),
        String.format(
            Locale.ROOT, "02:e0:%02x:%02x:%02x:%02x", parts[0], parts[1], parts[2], parts[3]),
        privately,
        publicly,
        "ip-" + dashed(privately) + "." + plan.region() + ".compute.internal",
        "ec2-" + dashed(publicly) + "." + plan.region() + ".compute.entrepot.internal");
  }

  /** Of an instance as it is recorded; it must have both addresses. */
  public static Interface of(NetworkPlan plan, Instance instance) {
    return of(
        plan,
        instance.instanceId(),
        Ranges.parse(instance.privateIpAddress()),
        Ranges.parse(instance.publicIpAddress()));
  }

  /** Such as {@code eni-0123456789abcdef0}: the instance's digits. */
  public String id() {
    return "eni-" + instanceId.substring(2);
  }

  /** As DescribeInstances shows it; see {@code Instance.networkInterfaces}. */
  public InstanceNetworkInterface describe(
      RegionVpc vpc, String account, Instance instance, List<GroupIdentifier> groups) {
    InstanceNetworkInterfaceAssociation association =
        InstanceNetworkInterfaceAssociation.builder()
            .ipOwnerId("amazon")
            .publicIp(publicAddress.getHostAddress())
            .publicDnsName(publicDns)
            .build();
    return InstanceNetworkInterface.builder()
        .networkInterfaceId(id())
        .attachment(
            InstanceNetworkInterfaceAttachment.builder()
                .attachmentId("eni-attach-" + instanceId.substring(2))
                .attachTime(instance.launchTime())
                .deleteOnTermination(true)
                .deviceIndex(0)
                .networkCardIndex(0)
                .status("attached")
                .build())
        .association(association)
        .description("")
        .groups(groups)
        .interfaceType("interface")
        .macAddress(mac)
        .ownerId(account)
        .privateDnsName(privateDns)
        .privateIpAddress(privateAddress.getHostAddress())
        .privateIpAddresses(
            InstancePrivateIpAddress.builder()
                .association(association)
                .primary(true)
                .privateDnsName(privateDns)
                .privateIpAddress(privateAddress.getHostAddress())
                .build())
        .sourceDestCheck(true)
        .status("in-use")
        .subnetId(vpc.subnetId(vpc.zone(privateAddress)))
        .vpcId(vpc.id())
        .build();
  }

  /** The part of an instance's id that is in the names of its tap and its chains. */
  private static String digits(String instanceId) {
    var found = INSTANCE.matcher(instanceId);
    if (!found.matches()) {
      throw new IllegalArgumentException("'" + instanceId + "' is no instance's id");
    }
    return found.group(1);
  }

  private static String dashed(Inet4Address address) {
    return address.getHostAddress().replace('.', '-');
  }
}
