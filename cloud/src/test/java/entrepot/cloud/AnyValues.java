package entrepot.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Values for parameters of a region that is in use: mostly of the kind that the parameter wants, of
 * anybody's and of anywhere's, now and then of another kind, and now and then senseless.
 */
final class AnyValues {
  private static final List<String> SENSELESS =
      List.of(
          "",
          "x",
          "0",
          "-1",
          "2147483647",
          "99999999999",
          "true",
          "\u00fc\ud83d\ude00",
          "a".repeat(300),
          "i-0123456789abcdef0",
          "ami-",
          "vol-ffffffffffffffff",
          "LTE=");

  /** By the end of a parameter's name, numbers of lists left out. */
  private static final Map<String, List<String>> FITTING =
      Map.ofEntries(
          Map.entry("MinCount", List.of("1", "1", "2", "0")),
          Map.entry("MaxCount", List.of("1", "1", "2", "40")),
          Map.entry("Size", List.of("1", "1", "3", "65536")),
          Map.entry("VolumeSize", List.of("1", "2")),
          Map.entry("InstanceType", List.of("t3.micro", "t3.micro", "m1.small", "x9.none")),
          Map.entry("InstanceType.Value", List.of("t3.micro", "m1.small")),
          Map.entry("AvailabilityZone", List.of("lab-1a", "lab-1b", "lab-2a")),
          Map.entry("Device", List.of("/dev/sdf", "/dev/sdg", "xvdh", "/dev/sda1")),
          Map.entry("DeviceName", List.of("/dev/sda1", "/dev/sdf", "/dev/sdb")),
          Map.entry("VirtualName", List.of("ephemeral0", "ephemeral7")),
          Map.entry("IpProtocol", List.of("tcp", "udp", "icmp", "-1", "58", "300")),
          Map.entry("FromPort", List.of("22", "0", "-1", "65536")),
          Map.entry("ToPort", List.of("22", "65535", "-1")),
          Map.entry("CidrIp", List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/33", "::/0")),
          Map.entry("GroupName", List.of("default", "one", "two")),
          Map.entry("GroupDescription", List.of("one")),
          Map.entry("Description", List.of("one")),
          Map.entry("KeyName", List.of("one", "two")),
          Map.entry("KeyType", List.of("rsa", "ed25519", "dsa")),
          Map.entry("Name", List.of("one", "two", "state", "tag:a", "instance-state-name")),
          Map.entry("Key", List.of("a", "b", "aws:c")),
          Map.entry("SourceRegion", List.of("lab-1", "lab-2", "lab-3")),
          Map.entry("RootDeviceName", List.of("/dev/sda1", "/dev/xvda")),
          Map.entry("UserData", List.of("ZWNobyBoZWxsbw==", "!")),
          Map.entry("NoReboot", List.of("true", "true", "false")),
          Map.entry("Force", List.of("true", "false")),
          Map.entry("OperationType", List.of("add", "remove")),
          Map.entry("UserId", List.of("000000000002", "self", "1")),
          Map.entry(
              "Attribute",
              List.of(
                  "userData",
                  "instanceType",
                  "launchPermission",
                  "kernel",
                  "createVolumePermission",
                  "disableApiTermination",
                  "autoEnableIO",
                  "description")),
          Map.entry("ResourceType", List.of("instance", "volume", "image", "snapshot")),
          Map.entry("DeprecateAt", List.of("2030-01-01T00:00:00Z")));

  /** What actions do not do without. */
  private static final Set<String> CORE =
      Set.of(
          "InstanceId",
          "InstanceId.1",
          "VolumeId",
          "SnapshotId",
          "ImageId",
          "GroupId",
          "GroupName",
          "KeyName",
          "MinCount",
          "MaxCount",
          "InstanceType",
          "AvailabilityZone",
          "Size",
          "Device",
          "Name",
          "GroupDescription",
          "IpProtocol",
          "FromPort",
          "ToPort",
          "CidrIp",
          "SourceRegion",
          "SourceImageId",
          "SourceSnapshotId",
          "ResourceId.1",
          "Tag.1.Key",
          "Attribute",
          "DeprecateAt",
          "NoReboot");

  private final SplittableRandom random;
  private final Supplier<Map<String, List<String>>> ids;

  /**
   * Values by that sequence.
   *
   * @param ids of what there is, by their kinds: {@code i}, {@code vol}, …
   */
  AnyValues(SplittableRandom random, Supplier<Map<String, List<String>>> ids) {
    this.random = random;
    this.ids = ids;
  }

  /** Parameters for an action that has these. */
  Map<String, String> parameters(List<String> names) {
    Map<String, String> all = new TreeMap<>();
    Map<String, List<String>> there = ids.get();
    for (String name : names) {
      // Small ones, so that some requests are whole: each wrong parameter ends a request.
      int percent = CORE.contains(name) ? 85 : random.nextInt(names.size()) == 0 ? 60 : 0;
      if (random.nextInt(100) < percent) {
        all.put(name, value(name, there));
      }
    }
    return all;
  }

  private String value(String name, Map<String, List<String>> there) {
    String plain = name.replaceAll("\\.[0-9]+", "");
    int dice = random.nextInt(100);
    if (dice < 5) {
      return any(SENSELESS);
    }
    if (dice < 10) {
      return any(there.values().stream().flatMap(List::stream).toList());
    }
    List<String> fitting = new ArrayList<>(there.getOrDefault(kind(plain), List.of()));
    if (fitting.isEmpty()) {
      FITTING.forEach((end, values) -> {
        if (plain.equals(end) || plain.endsWith("." + end)) {
          fitting.addAll(values);
        }
      });
    }
    return fitting.isEmpty() ? any(List.of("true", "1", "false", "one")) : any(fitting);
  }

  private static String kind(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return switch (last) {
      case "InstanceId" -> "i";
      case "ImageId", "SourceImageId" -> "ami";
      case "KernelId" -> "aki";
      case "VolumeId" -> "vol";
      case "SnapshotId", "SourceSnapshotId" -> "snap";
      case "GroupId", "SecurityGroupId" -> "sg";
      case "ResourceId" -> random(name);
      default -> "";
    };
  }

  /** Tags are for all kinds. */
  private static String random(String name) {
    return List.of("i", "vol", "snap", "ami", "sg").get(Math.floorMod(name.hashCode(), 5));
  }

  private String any(List<String> values) {
    return values.isEmpty() ? "x" : values.get(random.nextInt(values.size()));
  }
}
