package entrepot.cloud.ec2.volume;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.volume.Attachments;
import entrepot.cloud.volume.Volumes;
import java.util.List;

/** The actions on volumes. */
public final class VolumeActions {
  private VolumeActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all(Volumes volumes, Attachments attachments) {
    return List.of(
        new CreateVolume(volumes),
        new DescribeVolumes(),
        new DescribeVolumeStatus(),
        new DescribeVolumeAttribute(),
        new ModifyVolumeAttribute(),
        new EnableVolumeIO(),
        new AttachVolume(attachments),
        new DetachVolume(attachments),
        new DeleteVolume(volumes));
  }
}
