package entrepot.cloud.metadata;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Images;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/** The tree of an instance as EC2 has it, below the version. */
final class InstanceTree {
  private static final String META = "meta-data/";
  private static final String IDENTITY = "dynamic/instance-identity/";

  private final Region region;
  private final IdentityKey key;
  private final Row<Instance> row;
  private final Instance instance;
  private final MetadataTree tree = new MetadataTree();

  private InstanceTree(Region region, IdentityKey key, Row<Instance> row) {
    this.region = region;
    this.key = key;
    this.row = row;
    this.instance = row.value();
  }

  static MetadataTree of(Region region, IdentityKey key, Row<Instance> row) {
    InstanceTree making = new InstanceTree(region, key, row);
    making.itself();
    making.addresses();
    making.devices();
    making.networkInterfaces();
    making.identity();
    row.note(InstanceNotes.USER_DATA)
        .filter(data -> !data.isEmpty())
        .ifPresent(
            data -> making.tree.put("user-data", () -> Base64.getMimeDecoder().decode(data)));
    return making.tree;
  }

  private void itself() {
    tree.put(META + "ami-id", instance.imageId())
        .put(META + "ami-launch-index", String.valueOf(or(instance.amiLaunchIndex(), 0)))
        .put(META + "ami-manifest-path", "(unknown)")
        .put(META + "instance-action", "none")
        .put(META + "instance-id", instance.instanceId())
        .put(META + "instance-type", instance.instanceTypeAsString())
        .put(META + "reservation-id", row.note(InstanceNotes.RESERVATION).orElse("none"))
        .put(META + "placement/availability-zone", instance.placement().availabilityZone())
        .put(META + "placement/region", region.name())
        .maybe(META + "kernel-id", instance.kernelId())
        .maybe(META + "ramdisk-id", instance.ramdiskId())
        .maybe(META + "security-groups", names(instance.securityGroups()))
        .maybe(
            META + "ancestor-ami-ids",
            region.book().find(Kind.IMAGE, instance.imageId()).stream()
                .flatMap(image -> Images.ancestors(image).stream())
                .collect(Collectors.joining("\n")));
    @Nullable String publicKey = row.note(InstanceNotes.PUBLIC_KEY).orElse(null);
    if (publicKey != null) {
      String folder = META + "public-keys/0";
      tree.put(folder + "/openssh-key", publicKey.strip() + "\n")
          .label(folder, "0=" + or(instance.keyName(), "key"));
    }
  }

  private void addresses() {
    tree.maybe(META + "hostname", instance.privateDnsName())
        .maybe(META + "local-hostname", instance.privateDnsName())
        .maybe(META + "local-ipv4", instance.privateIpAddress())
        .maybe(META + "public-hostname", instance.publicDnsName())
        .maybe(META + "public-ipv4", instance.publicIpAddress());
    if (!instance.networkInterfaces().isEmpty()) {
      tree.maybe(META + "mac", instance.networkInterfaces().getFirst().macAddress());
    }
  }

  private void devices() {
    String folder = META + "block-device-mapping/";
    String root = or(instance.rootDeviceName(), "/dev/sda1");
    tree.put(folder + "ami", bare(root)).put(folder + "root", root);
    int number = 0;
    for (InstanceBlockDeviceMapping mapping : instance.blockDeviceMappings()) {
      if (!mapping.deviceName().equals(root)) {
        number++;
        tree.put(folder + "ebs" + number, bare(mapping.deviceName()));
      }
    }
    for (String each : row.note(InstanceNotes.EPHEMERAL).orElse("").split(",", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        tree.put(folder + each.substring(0, equals), bare(each.substring(equals + 1)));
      }
    }
  }

  private void networkInterfaces() {
    for (InstanceNetworkInterface nic : instance.networkInterfaces()) {
      String folder = META + "network/interfaces/macs/" + nic.macAddress() + "/";
      List<GroupIdentifier> groups =
          nic.groups().isEmpty() ? instance.securityGroups() : nic.groups();
      tree.put(
              folder + "device-number",
              nic.attachment() == null
                  ? "0"
                  : String.valueOf(or(nic.attachment().deviceIndex(), 0)))
          .maybe(folder + "interface-id", nic.networkInterfaceId())
          .maybe(folder + "local-hostname", nic.privateDnsName())
          .maybe(folder + "local-ipv4s", nic.privateIpAddress())
          .put(folder + "mac", nic.macAddress())
          .put(folder + "owner-id", row.account())
          .maybe(
              folder + "security-group-ids",
              groups.stream().map(GroupIdentifier::groupId).collect(Collectors.joining("\n")))
          .maybe(folder + "security-groups", names(groups))
          .maybe(folder + "subnet-id", nic.subnetId())
          .maybe(folder + "vpc-id", nic.vpcId());
      if (nic.association() != null) {
        tree.maybe(folder + "public-hostname", nic.association().publicDnsName())
            .maybe(folder + "public-ipv4s", nic.association().publicIp())
            .maybe(
                folder + "ipv4-associations/" + nic.association().publicIp(),
                nic.privateIpAddress());
      }
    }
  }

  private void identity() {
    byte[] document = IdentityDocument.of(region.name(), row);
    tree.put(IDENTITY + "document", () -> document)
        .put(IDENTITY + "signature", () -> key.signature(document))
        .put(IDENTITY + "pkcs7", () -> key.pkcs7(document));
  }

  private static String names(List<GroupIdentifier> groups) {
    return groups.stream().map(GroupIdentifier::groupName).collect(Collectors.joining("\n"));
  }

  private static String bare(String device) {
    return device.startsWith("/dev/") ? device.substring("/dev/".length()) : device;
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
