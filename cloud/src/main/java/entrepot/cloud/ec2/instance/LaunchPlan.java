package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.TagSpecifications;
import entrepot.cloud.ec2.place.InstanceType;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.cloud.volume.Lookup;
import entrepot.cloud.volume.Volumes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Checks a request to launch instances, and says what it comes to. */
final class LaunchPlan {
  private final InstanceTypes types;
  private final RegionVpc vpc;
  private final Volumes volumes;

  LaunchPlan(InstanceTypes types, RegionVpc vpc, Volumes volumes) {
    this.types = types;
    this.vpc = vpc;
    this.volumes = volumes;
  }

  /** The groups that a request names. */
  @FunctionalInterface
  interface Groups {
    List<GroupIdentifier> named(List<String> ids, List<String> names);
  }

  /** The launch; throws {@link Ec2Failure}. */
  Launch of(Rows rows, RunInstancesRequest request, Call call, Groups groups) {
    counts(request);
    InstanceType type = types.asked(request.instanceTypeAsString());
    if (request.imageId() == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter ImageId");
    }
    Row<Image> image = machine(Lookup.image(rows, call.account(), request.imageId()));
    architecture(type, image.value());
    FirstInterface nic = FirstInterface.of(request);
    String zone = zone(request, nic, call);
    BlockDevices devices =
        BlockDevices.of(
            image.value(),
            request.blockDeviceMappings(),
            type.ephemeralGiB().size(),
            byKey(tags(request, ResourceType.VOLUME)));
    devices.volumes().forEach(each -> volumes.check(call.account(), each.in(zone)));
    Optional<String> key = Optional.ofNullable(request.keyName());
    DeviceType root = image.value().rootDeviceType();
    @Nullable String behavior = request.instanceInitiatedShutdownBehaviorAsString();
    return new Launch(
        call.account(),
        image,
        type,
        zone,
        groups.named(
            nic.groups().isEmpty() ? request.securityGroupIds() : nic.groups(),
            request.securityGroups()),
        key,
        key.map(name -> Checks.publicKey(rows, call.account(), name)).orElse(""),
        part(rows, call, "aki", request.kernelId(), image.value().kernelId()),
        part(rows, call, "ari", request.ramdiskId(), image.value().ramdiskId()),
        devices,
        Checks.userData(request.userData()),
        behavior == null
            ? root == DeviceType.EBS ? "stop" : "terminate"
            : Checks.behavior(behavior, root),
        Boolean.TRUE.equals(request.disableApiTermination()),
        Boolean.TRUE.equals(request.disableApiStop()),
        tags(request, ResourceType.INSTANCE),
        request.clientToken(),
        request.metadataOptions());
  }

  private static void counts(RunInstancesRequest request) {
    if (request.instanceMarketOptions() != null) {
      throw Ec2Failure.of("UnsupportedOperation", "There is no spot market here.");
    }
    int least = count("MinCount", request.minCount());
    int most = count("MaxCount", request.maxCount());
    if (least < 1) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "Value (%d) for parameter minCount is invalid.".formatted(least));
    }
    if (least > most) {
      throw Ec2Failure.of(
          "InvalidParameterCombination", "The parameter MinCount is larger than MaxCount.");
    }
  }

  private static int count(String name, @Nullable Integer value) {
    if (value == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter " + name);
    }
    return value;
  }

  private static Row<Image> machine(Row<Image> image) {
    if (!image.id().startsWith("ami-")) {
      throw Ec2Failure.of(
          "InvalidAMIID.Malformed",
          "Invalid id: \"%s\" (expecting \"ami-...\")".formatted(image.id()));
    }
    if (image.value().state() != ImageState.AVAILABLE) {
      throw Ec2Failure.of(
          "InvalidAMIID.Unavailable",
          "The image ID '%s' is not available: it is %s."
              .formatted(image.id(), image.value().stateAsString()));
    }
    return image;
  }

  private static void architecture(InstanceType type, Image image) {
    String needed = String.valueOf(image.architectureAsString());
    if (!type.architectures().contains(needed)) {
      throw Ec2Failure.of(
          "InvalidParameterValue",
          "The architecture '%s' of the specified instance type does not match the architecture '%s' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again."
              .formatted(String.join(",", type.architectures()), needed));
    }
  }

  private String zone(RunInstancesRequest request, FirstInterface nic, Call call) {
    List<String> zones = call.region().zones();
    @Nullable String asked =
        request.placement() == null ? null : request.placement().availabilityZone();
    if (asked != null && !asked.isEmpty() && !zones.contains(asked)) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "Invalid availability zone: [%s]".formatted(asked));
    }
    Optional<String> subnet =
        Optional.ofNullable(request.subnetId()).or(nic::subnet).filter(id -> !id.isEmpty());
    if (subnet.isEmpty()) {
      return asked == null || asked.isEmpty() ? zones.getFirst() : asked;
    }
    String zone =
        zones.stream()
            .filter(each -> vpc.subnetId(each).equals(subnet.get()))
            .findFirst()
            .orElseThrow(() ->
                Ec2Failure.of(
                    "InvalidSubnetID.NotFound",
                    "The subnet ID '%s' does not exist".formatted(subnet.get())));
    if (asked != null && !asked.isEmpty() && !asked.equals(zone)) {
      throw Ec2Failure.of(
          "InvalidParameterCombination",
          "The subnet '%s' is in %s, not in %s.".formatted(subnet.get(), zone, asked));
    }
    return zone;
  }

  private static Optional<String> part(
      Rows rows, Call call, String kind, @Nullable String asked, @Nullable String ofImage) {
    return asked == null || asked.isEmpty()
        ? Optional.ofNullable(ofImage).filter(id -> !id.isEmpty())
        : Optional.of(Checks.part(rows, call.account(), kind, asked).id());
  }

  private static List<Tag> tags(RunInstancesRequest request, ResourceType type) {
    return TagSpecifications.of(request.tagSpecifications(), type);
  }

  private static Map<String, String> byKey(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
