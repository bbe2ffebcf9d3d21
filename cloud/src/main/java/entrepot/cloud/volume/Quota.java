package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Refuses what would go over an account's limits. */
final class Quota {
  private Quota() {}

  static void volumes(Rows rows, String account, Volume more, VolumeLimits limits) {
    List<Volume> had =
        rows.all(Kind.VOLUME).stream()
            .filter(row -> row.account().equals(account))
            .map(Row::value)
            .toList();
    long gib = had.stream().mapToLong(Volume::size).sum() + more.size();
    if (had.size() >= limits.volumes() || gib > limits.gib()) {
      throw Ec2Failure.of(
          "VolumeLimitExceeded",
          "An account has at most %d volumes of %d GiB together here."
              .formatted(limits.volumes(), limits.gib()));
    }
    if (provisioned(more) > 0
        && had.stream().mapToLong(Quota::provisioned).sum() + provisioned(more) > limits.iops()) {
      throw Ec2Failure.of(
          "MaxIOPSLimitExceeded",
          "An account has at most %d provisioned IOPS here.".formatted(limits.iops()));
    }
  }

  static void snapshots(Rows rows, String account, VolumeLimits limits) {
    if (rows.all(Kind.SNAPSHOT).stream().filter(row -> row.account().equals(account)).count()
        >= limits.snapshots()) {
      throw Ec2Failure.of(
          "SnapshotLimitExceeded",
          "An account has at most %d snapshots here.".formatted(limits.snapshots()));
    }
  }

  private static long provisioned(Volume volume) {
    return volume.volumeTypeAsString().startsWith("io") ? volume.iops() : 0;
  }
}
