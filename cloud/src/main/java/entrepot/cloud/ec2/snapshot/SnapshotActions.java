package entrepot.cloud.ec2.snapshot;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.volume.Snapshots;
import java.util.List;

/** The actions on snapshots. */
public final class SnapshotActions {
  private SnapshotActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all(Snapshots snapshots) {
    return List.of(
        new CreateSnapshot(snapshots),
        new DescribeSnapshots(),
        new CopySnapshot(snapshots),
        new DeleteSnapshot(snapshots),
        new ModifySnapshotAttribute(),
        new DescribeSnapshotAttribute(),
        new ResetSnapshotAttribute());
  }
}
