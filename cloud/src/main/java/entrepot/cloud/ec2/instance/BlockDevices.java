package entrepot.cloud.ec2.instance;

import entrepot.cloud.compute.WantedVolume;
import entrepot.cloud.ec2.Ec2Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;

/**
 * The disks of a launch: the image's mapping, and what the request says of the same or of other
 * devices.
 *
 * @param ephemeral devices of ephemeral disks by their names, which end in a number
 */
record BlockDevices(List<WantedVolume> volumes, Map<String, String> ephemeral) {
  private static final String DISK = "ephemeral";
  private static final String USUAL = "/dev/sdb";
  private static final int MOST = 20;

  /**
   * Puts both together; throws {@link Ec2Failure}.
   *
   * @param has how many ephemeral disks the type has; mappings of others are ignored
   * @param tags of the volumes
   */
  static BlockDevices of(
      Image image, List<BlockDeviceMapping> asked, int has, Map<String, String> tags) {
    Map<String, BlockDeviceMapping> all = new TreeMap<>();
    image.blockDeviceMappings().forEach(one -> all.put(one.deviceName(), one));
    for (BlockDeviceMapping one : asked) {
      @Nullable String device = one.deviceName();
      if (device == null || !device.matches("(/dev/)?[a-z0-9]{2,12}")) {
        throw invalid("Invalid device name " + device);
      }
      if (one.noDevice() != null) {
        all.remove(device);
      } else {
        all.merge(device, one, BlockDevices::over);
      }
    }
    List<WantedVolume> volumes = new ArrayList<>();
    Map<String, String> ephemeral = new TreeMap<>();
    for (BlockDeviceMapping one : all.values()) {
      @Nullable String virtual = one.virtualName();
      if (virtual != null && !virtual.isEmpty()) {
        ephemeral(one.deviceName(), virtual, has, ephemeral);
      } else if (one.ebs() != null) {
        volumes.add(volume(image, one.deviceName(), one.ebs(), tags));
      }
    }
    boolean fromVolume = image.rootDeviceType() == DeviceType.EBS;
    if (fromVolume && volumes.stream().noneMatch(v -> v.device().equals(image.rootDeviceName()))) {
      throw invalid("No volume is mapped at the root device " + image.rootDeviceName());
    }
    if (!fromVolume
        && ephemeral.isEmpty()
        && has > 0
        && !all.containsKey(USUAL)
        && asked.stream().noneMatch(one -> USUAL.equals(one.deviceName()))) {
      ephemeral.put(DISK + 0, USUAL);
    }
    if (volumes.size() > MOST) {
      throw invalid("At most %d volumes can be attached at launch.".formatted(MOST));
    }
    return new BlockDevices(volumes, ephemeral);
  }

  /** What the request says of a device of the image; what it does not say stays the image's. */
  private static BlockDeviceMapping over(BlockDeviceMapping image, BlockDeviceMapping asked) {
    @Nullable EbsBlockDevice base = image.ebs();
    @Nullable EbsBlockDevice over = asked.ebs();
    if (base == null || over == null) {
      return asked;
    }
    if (over.snapshotId() != null && !over.snapshotId().equals(base.snapshotId())) {
      return asked;
    }
    EbsBlockDevice.Builder both = base.toBuilder();
    if (over.volumeSize() != null) {
      both.volumeSize(over.volumeSize());
    }
    if (over.volumeType() != null) {
      both.volumeType(over.volumeTypeAsString()).iops(null).throughput(null);
    }
    if (over.iops() != null) {
      both.iops(over.iops());
    }
    if (over.throughput() != null) {
      both.throughput(over.throughput());
    }
    if (over.deleteOnTermination() != null) {
      both.deleteOnTermination(over.deleteOnTermination());
    }
    return image.toBuilder().ebs(both.build()).build();
  }

  private static WantedVolume volume(
      Image image, String device, EbsBlockDevice ebs, Map<String, String> tags) {
    if (Boolean.TRUE.equals(ebs.encrypted())) {
      throw Ec2Failure.of("UnsupportedOperation", "Volumes are not encrypted here.");
    }
    boolean root = device.equals(image.rootDeviceName());
    boolean goes = ebs.deleteOnTermination() == null ? root : ebs.deleteOnTermination();
    return new WantedVolume(
        device,
        goes,
        ebs.volumeSize(),
        ebs.snapshotId(),
        ebs.volumeTypeAsString(),
        ebs.iops(),
        ebs.throughput(),
        tags);
  }

  private static void ephemeral(
      String device, String virtual, int has, Map<String, String> ephemeral) {
    if (!virtual.matches("ephemeral\\d{1,2}")) {
      throw invalid("Invalid virtual name " + virtual);
    }
    if (Integer.parseInt(virtual.substring(DISK.length())) < has
        && ephemeral.putIfAbsent(virtual, device) != null) {
      throw invalid("The disk " + virtual + " is mapped twice.");
    }
  }

  private static Ec2Failure invalid(String message) {
    return Ec2Failure.of("InvalidBlockDeviceMapping", message);
  }
}
