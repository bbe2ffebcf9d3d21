package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Filters;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Row;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/** The filters of DescribeInstances, by AWS's names. */
final class InstanceFilters {
  static final Filters<Instance> ALL =
      Filters.tagged(Instance::tags)
          .with("architecture", of(Instance::architectureAsString))
          .with("availability-zone", of(i -> i.placement().availabilityZone()))
          .with("block-device-mapping.device-name", mapping(InstanceBlockDeviceMapping::deviceName))
          .with("block-device-mapping.volume-id", ebs(EbsInstanceBlockDevice::volumeId))
          .with("block-device-mapping.status", ebs(EbsInstanceBlockDevice::statusAsString))
          .with(
              "block-device-mapping.delete-on-termination",
              ebs(ebs -> String.valueOf(ebs.deleteOnTermination())))
          .with("client-token", of(Instance::clientToken))
          .with("dns-name", of(Instance::publicDnsName))
          .with("group-id", group(GroupIdentifier::groupId))
          .with("group-name", group(GroupIdentifier::groupName))
          .with("hypervisor", of(Instance::hypervisorAsString))
          .with("image-id", of(Instance::imageId))
          .with("instance-id", row -> Stream.of(row.id()))
          .with("instance-state-code", of(i -> String.valueOf(i.state().code())))
          .with("instance-state-name", of(i -> i.state().nameAsString()))
          .with("instance-type", of(Instance::instanceTypeAsString))
          .with("instance.group-id", group(GroupIdentifier::groupId))
          .with("instance.group-name", group(GroupIdentifier::groupName))
          .with("ip-address", of(Instance::publicIpAddress))
          .with("kernel-id", of(Instance::kernelId))
          .with("key-name", of(Instance::keyName))
          .with("launch-index", of(i -> String.valueOf(i.amiLaunchIndex())))
          .with("launch-time", of(i -> String.valueOf(i.launchTime())))
          .with("monitoring-state", of(i -> i.monitoring().stateAsString()))
          .with("network-interface.mac-address", nic(InstanceNetworkInterface::macAddress))
          .with(
              "network-interface.network-interface-id",
              nic(InstanceNetworkInterface::networkInterfaceId))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("private-dns-name", of(Instance::privateDnsName))
          .with("private-ip-address", of(Instance::privateIpAddress))
          .with("ramdisk-id", of(Instance::ramdiskId))
          .with("reason", of(Instance::stateTransitionReason))
          .with("reservation-id", row -> row.note(InstanceNotes.RESERVATION).stream())
          .with("root-device-name", of(Instance::rootDeviceName))
          .with("root-device-type", of(Instance::rootDeviceTypeAsString))
          .with("source-dest-check", of(i -> String.valueOf(i.sourceDestCheck())))
          .with(
              "state-reason-code", of(i -> i.stateReason() == null ? null : i.stateReason().code()))
          .with("subnet-id", of(Instance::subnetId))
          .with("tenancy", of(i -> i.placement().tenancyAsString()))
          .with("virtualization-type", of(Instance::virtualizationTypeAsString))
          .with("vpc-id", of(Instance::vpcId));

  private InstanceFilters() {}

  private static Function<Row<Instance>, Stream<String>> of(
      Function<Instance, @Nullable String> value) {
    return row -> Optional.ofNullable(value.apply(row.value())).stream();
  }

  private static Function<Row<Instance>, Stream<String>> mapping(
      Function<InstanceBlockDeviceMapping, String> value) {
    return row -> row.value().blockDeviceMappings().stream().map(value);
  }

  private static Function<Row<Instance>, Stream<String>> ebs(
      Function<EbsInstanceBlockDevice, String> value) {
    return row -> row.value().blockDeviceMappings().stream().map(m -> m.ebs()).map(value);
  }

  private static Function<Row<Instance>, Stream<String>> group(
      Function<GroupIdentifier, String> value) {
    return row -> row.value().securityGroups().stream().map(value);
  }

  private static Function<Row<Instance>, Stream<String>> nic(
      Function<InstanceNetworkInterface, String> value) {
    return row -> row.value().networkInterfaces().stream().map(value);
  }
}
