package entrepot.cloud.volume;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What a volume is asked to be; what is null is left to AWS's defaults.
 *
 * @param sizeGiB at least the snapshot's; null only with a snapshot
 * @param type such as {@code gp3}
 * @param throughput MiB a second, of gp3
 */
public record NewVolume(
    String zone,
    @Nullable Integer sizeGiB,
    @Nullable String snapshotId,
    @Nullable String type,
    @Nullable Integer iops,
    @Nullable Integer throughput,
    List<Tag> tags) {
  public NewVolume {
    tags = List.copyOf(tags);
  }

  /** As a block device mapping asks for it. */
  public static NewVolume of(EbsBlockDevice ebs, String zone, List<Tag> tags) {
    return new NewVolume(
        zone,
        ebs.volumeSize(),
        ebs.snapshotId(),
        ebs.volumeTypeAsString(),
        ebs.iops(),
        ebs.throughput(),
        tags);
  }
}
