package entrepot.cloud.ec2.image;

import entrepot.cloud.ec2.Filters;
import entrepot.cloud.record.Row;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;

/** The filters of DescribeImages. */
final class ImageFilters {
  static final Filters<Image> ALL =
      Filters.tagged(Image::tags)
          .with("image-id", row -> Stream.of(row.id()))
          .with("owner-id", row -> Stream.of(row.account()))
          .with("architecture", of(Image::architectureAsString))
          .with("creation-date", of(Image::creationDate))
          .with("description", of(Image::description))
          .with("ena-support", of(image -> String.valueOf(image.enaSupport())))
          .with("hypervisor", of(Image::hypervisorAsString))
          .with("image-type", of(Image::imageTypeAsString))
          .with("is-public", of(image -> String.valueOf(image.publicLaunchPermissions())))
          .with("kernel-id", of(Image::kernelId))
          .with("ramdisk-id", of(Image::ramdiskId))
          .with("manifest-location", of(Image::imageLocation))
          .with("name", of(Image::name))
          .with("owner-alias", of(Image::imageOwnerAlias))
          .with("platform", of(Image::platformAsString))
          .with("platform-details", of(Image::platformDetails))
          .with("root-device-name", of(Image::rootDeviceName))
          .with("root-device-type", of(Image::rootDeviceTypeAsString))
          .with("source-image-id", of(Image::sourceImageId))
          .with("source-image-region", of(Image::sourceImageRegion))
          .with("state", of(Image::stateAsString))
          .with("usage-operation", of(Image::usageOperation))
          .with("virtualization-type", of(Image::virtualizationTypeAsString))
          .with("block-device-mapping.device-name", mapped(BlockDeviceMapping::deviceName))
          .with("block-device-mapping.snapshot-id", ebs(EbsBlockDevice::snapshotId))
          .with("block-device-mapping.volume-size", ebs(ebs -> text(ebs.volumeSize())))
          .with("block-device-mapping.volume-type", ebs(EbsBlockDevice::volumeTypeAsString))
          .with("block-device-mapping.encrypted", ebs(ebs -> text(ebs.encrypted())))
          .with(
              "block-device-mapping.delete-on-termination",
              ebs(ebs -> text(ebs.deleteOnTermination())));

  private ImageFilters() {}

  private static Function<Row<Image>, Stream<String>> of(Function<Image, @Nullable String> value) {
    return row -> Stream.ofNullable(value.apply(row.value()));
  }

  private static Function<Row<Image>, Stream<String>> mapped(
      Function<BlockDeviceMapping, @Nullable String> value) {
    return row ->
        row.value().blockDeviceMappings().stream()
            .flatMap(one -> Stream.ofNullable(value.apply(one)));
  }

  private static Function<Row<Image>, Stream<String>> ebs(
      Function<EbsBlockDevice, @Nullable String> value) {
    return mapped(one -> one.ebs() == null ? null : value.apply(one.ebs()));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
