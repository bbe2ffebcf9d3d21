package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What a new image is to be; what is null is left out.
 *
 * @param architecture {@code i386} or {@code x86_64}
 * @param root whether its root is a volume's snapshot or a disk of its own
 * @param rootDevice such as {@code /dev/sda1}
 */
public record NewImage(
    String name,
    @Nullable String description,
    String architecture,
    DeviceType root,
    String rootDevice,
    List<BlockDeviceMapping> mappings,
    @Nullable String virtualization,
    @Nullable String kernelId,
    @Nullable String ramdiskId,
    List<Tag> tags) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9()\\[\\] ./'@_-]{3,128}");

  public NewImage {
    mappings = List.copyOf(mappings);
    tags = List.copyOf(tags);
  }

  /** Refuses what AWS refuses; throws {@link Ec2Failure}. */
  public void check(Rows rows, String account, VolumeLimits limits) {
    name(rows, account, name);
    if (description != null && description.length() > 255) {
      throw Ec2Failure.of("InvalidParameterValue", "A description has at most 255 characters.");
    }
    if (!architecture.equals("i386") && !architecture.equals("x86_64")) {
      throw Ec2Failure.of(
          "InvalidParameterValue", "The lab cloud's architectures are i386 and x86_64.");
    }
    of(rows, account, kernelId, ImageTypeValues.KERNEL);
    of(rows, account, ramdiskId, ImageTypeValues.RAMDISK);
    if (rows.all(Kind.IMAGE).stream().filter(row -> row.account().equals(account)).count()
        >= limits.images()) {
      throw Ec2Failure.of(
          "ResourceLimitExceeded",
          "An account has at most %d images here.".formatted(limits.images()));
    }
  }

  /** Refuses a name that is malformed or taken; throws {@link Ec2Failure}. */
  static void name(Rows rows, String account, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Ec2Failure.of(
          "InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers,"
              + " '(', ')', '.', '-', '/' and '_'");
    }
    for (Row<Image> row : rows.all(Kind.IMAGE)) {
      if (row.account().equals(account) && name.equals(row.value().name())) {
        throw Ec2Failure.of(
            "InvalidAMIName.Duplicate",
            "AMI name %s is already in use by AMI %s".formatted(name, row.id()));
      }
    }
  }

  private static void of(Rows rows, String account, @Nullable String id, ImageTypeValues type) {
    if (id != null && Lookup.image(rows, account, id).value().imageType() != type) {
      throw Ec2Failure.of("InvalidParameterValue", "The image '%s' is no %s.".formatted(id, type));
    }
  }

  /** The row, pending. */
  Row<Image> row(String account, Instant now) {
    String id = Ids.next("ami");
    Image value =
        common(id, account, name, description, architecture, now).toBuilder()
            .imageType(ImageTypeValues.MACHINE)
            .blockDeviceMappings(mappings)
            .rootDeviceName(rootDevice)
            .rootDeviceType(root)
            .kernelId(kernelId)
            .ramdiskId(ramdiskId)
            .virtualizationType(
                virtualization != null ? virtualization : kernelId != null ? "paravirtual" : "hvm")
            .tags(tags)
            .build();
    return Row.of(Kind.IMAGE, id, account, value);
  }

  /** What kernels, ramdisks and machine images have in common. */
  static Image common(
      String id,
      String account,
      String name,
      @Nullable String description,
      String architecture,
      Instant now) {
    return Image.builder()
        .imageId(id)
        .name(name)
        .imageLocation(account + "/" + name)
        .description(description)
        .architecture(architecture)
        .creationDate(now.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z"))
        .ownerId(account)
        .publicLaunchPermissions(false)
        .state(ImageState.PENDING)
        .hypervisor("xen")
        .platformDetails("Linux/UNIX")
        .usageOperation("RunInstances")
        .enaSupport(false)
        .build();
  }
}
