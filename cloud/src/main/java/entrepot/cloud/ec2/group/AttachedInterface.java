package entrepot.cloud.ec2.group;

import entrepot.cloud.record.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** An instance's interface as a thing of its own. */
final class AttachedInterface {
  private AttachedInterface() {}

  static NetworkInterface describe(Row<Instance> row, InstanceNetworkInterface nic) {
    Instance instance = row.value();
    @Nullable NetworkInterfaceAssociation association = association(nic.association());
    return NetworkInterface.builder()
        .networkInterfaceId(nic.networkInterfaceId())
        .association(association)
        .attachment(attachment(row, nic.attachment()))
        .availabilityZone(instance.placement().availabilityZone())
        .description(nic.description() == null ? "" : nic.description())
        .groups(nic.groups())
        .interfaceType("interface")
        .macAddress(nic.macAddress())
        .ownerId(row.account())
        .privateDnsName(nic.privateDnsName())
        .privateIpAddress(nic.privateIpAddress())
        .privateIpAddresses(
            NetworkInterfacePrivateIpAddress.builder()
                .association(association)
                .primary(true)
                .privateDnsName(nic.privateDnsName())
                .privateIpAddress(nic.privateIpAddress())
                .build())
        .requesterManaged(false)
        .sourceDestCheck(true)
        .status("in-use")
        .subnetId(nic.subnetId())
        .tagSet(List.of())
        .vpcId(nic.vpcId())
        .build();
  }

  private static @Nullable NetworkInterfaceAssociation association(
      @Nullable InstanceNetworkInterfaceAssociation of) {
    return of == null
        ? null
        : NetworkInterfaceAssociation.builder()
            .ipOwnerId(of.ipOwnerId())
            .publicDnsName(of.publicDnsName())
            .publicIp(of.publicIp())
            .build();
  }

  private static NetworkInterfaceAttachment attachment(
      Row<Instance> row, @Nullable InstanceNetworkInterfaceAttachment of) {
    NetworkInterfaceAttachment.Builder attachment =
        NetworkInterfaceAttachment.builder()
            .instanceId(row.id())
            .instanceOwnerId(row.account())
            .deviceIndex(0)
            .networkCardIndex(0)
            .deleteOnTermination(true)
            .status("attached");
    return of == null
        ? attachment.build()
        : attachment.attachmentId(of.attachmentId()).attachTime(of.attachTime()).build();
  }
}
