package entrepot.cloud.record;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * A kind of thing that a region remembers. Its value is the very object that the API describes, so
 * that a Describe action has nothing to translate.
 *
 * @param name as it stands in the ledger
 * @param type of the value
 * @param builder begins an empty value
 */
public record Kind<T extends SdkPojo>(
    String name, Class<T> type, Supplier<? extends SdkPojo> builder) {
  /** Instances, terminated ones for an hour. */
  public static final Kind<Instance> INSTANCE =
      new Kind<>("instance", Instance.class, Instance::builder);

  /** Machine images, kernels and ramdisks. */
  public static final Kind<Image> IMAGE = new Kind<>("image", Image.class, Image::builder);

  /** Volumes. */
  public static final Kind<Volume> VOLUME = new Kind<>("volume", Volume.class, Volume::builder);

  /** Snapshots of volumes. */
  public static final Kind<Snapshot> SNAPSHOT =
      new Kind<>("snapshot", Snapshot.class, Snapshot::builder);

  /** Security groups with their rules. */
  public static final Kind<SecurityGroup> GROUP =
      new Kind<>("group", SecurityGroup.class, SecurityGroup::builder);

  /** Key pairs; the public key is a note. */
  public static final Kind<KeyPairInfo> KEY =
      new Kind<>("key", KeyPairInfo.class, KeyPairInfo::builder);

  /** Volumes that were deleted, and when (a note): their GB-hours are still to be counted. */
  public static final Kind<Volume> PAST_VOLUME =
      new Kind<>("past-volume", Volume.class, Volume::builder);

  /** All of them. */
  public static final List<Kind<?>> ALL =
      List.of(INSTANCE, IMAGE, VOLUME, SNAPSHOT, GROUP, KEY, PAST_VOLUME);
}
