package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** The block device mappings of images: checked, and whole. */
final class ImageMappings {
  private static final int MOST = 20;

  private ImageMappings() {}

  /** As RegisterImage asks for them; throws {@link Ec2Failure}. */
  static List<BlockDeviceMapping> registered(
      Rows rows, String account, List<BlockDeviceMapping> asked, String rootDevice) {
    List<BlockDeviceMapping> all = new ArrayList<>();
    for (BlockDeviceMapping one : asked) {
      DeviceName name = DeviceName.of(one.deviceName());
      if (all.size() >= MOST
          || all.stream().anyMatch(other -> DeviceName.same(other.deviceName(), name.asked()))) {
        throw invalid("'%s' is mapped twice, or too many devices are.".formatted(name.asked()));
      }
      if (one.ebs() != null) {
        all.add(ebs(rows, account, one, DeviceName.same(name.asked(), rootDevice)));
      } else if (one.virtualName() != null && one.virtualName().matches("ephemeral[0-9]{1,2}")) {
        all.add(one);
      } else if (one.noDevice() == null) {
        throw invalid("'%s' is mapped to nothing.".formatted(name.asked()));
      }
    }
    boolean rooted =
        all.stream()
            .anyMatch(one ->
                one.ebs() != null
                    && one.ebs().snapshotId() != null
                    && DeviceName.same(one.deviceName(), rootDevice));
    if (!rooted) {
      throw invalid("The root device '%s' is mapped to no snapshot.".formatted(rootDevice));
    }
    return all;
  }

  private static BlockDeviceMapping ebs(
      Rows rows, String account, BlockDeviceMapping one, boolean root) {
    EbsBlockDevice ebs = one.ebs();
    if (Boolean.TRUE.equals(ebs.encrypted())) {
      throw Ec2Failure.of("UnsupportedOperation", "The lab cloud does not encrypt volumes.");
    }
    @Nullable Integer size = ebs.volumeSize();
    if (ebs.snapshotId() != null) {
      Row<Snapshot> snapshot = Lookup.snapshot(rows, account, ebs.snapshotId());
      if (snapshot.value().state() == SnapshotState.ERROR) {
        throw Ec2Failure.of("IncorrectState", "Snapshot '" + snapshot.id() + "' is in error.");
      }
      int least = snapshot.value().volumeSize();
      if (size != null && size < least) {
        throw invalid(
            "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                .formatted(size, snapshot.id(), least));
      }
      size = size == null ? Integer.valueOf(least) : size;
    }
    if (size == null) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter size or snapshotId");
    }
    VolumeRule rule = VolumeRule.of(ebs.volumeTypeAsString());
    rule.checkSize(size);
    @Nullable Integer iops = rule.iops(size, ebs.iops());
    return mapping(
        one.deviceName(),
        ebs.toBuilder()
            .volumeSize(size)
            .volumeType(rule.type())
            .iops(rule.type().equals("gp2") ? null : iops)
            .throughput(rule.throughput(iops, ebs.throughput()))
            .encrypted(false)
            .deleteOnTermination(
                ebs.deleteOnTermination() == null
                    ? Boolean.valueOf(root)
                    : ebs.deleteOnTermination())
            .build());
  }

  static BlockDeviceMapping mapping(String device, EbsBlockDevice ebs) {
    return BlockDeviceMapping.builder().deviceName(device).ebs(ebs).build();
  }

  private static Ec2Failure invalid(String message) {
    return Ec2Failure.of("InvalidBlockDeviceMapping", message);
  }
}
