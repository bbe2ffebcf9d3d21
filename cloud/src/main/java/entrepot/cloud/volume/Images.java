package entrepot.cloud.volume;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Row;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.machine.DirectKernel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;

/** The lives of a region's machine images, kernels and ramdisks. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // The bodies follow.
public final class Images {
  private final Region region;
  private final Storage storage;
  private final Snapshots snapshots;
  private final VolumeLimits limits;
  private final Function<String, Optional<Images>> elsewhere;
  private final PowerCycle power;

  /**
   * Images of a region.
   *
   * @param elsewhere those of another region of the same cloud, by its name
   */
  public Images(
      Region region,
      Storage storage,
      Snapshots snapshots,
      VolumeLimits limits,
      Function<String, Optional<Images>> elsewhere,
      PowerCycle power) {
    this.region = region;
    this.storage = storage;
    this.snapshots = snapshots;
    this.limits = limits;
    this.elsewhere = elsewhere;
    this.power = power;
  }

  /** The image, if the account may launch it; throws {@link entrepot.cloud.ec2.Ec2Failure}. */
  public Row<Image> launchable(String account, @Nullable String imageId) {
    return Lookup.image(region.book(), account, imageId);
  }

  /**
   * Makes the root disk of an instance of an instance store's image, {@code root.qcow2} in that
   * folder; at least {@code bytes} long.
   */
  public Path instanceRoot(Row<Image> image, Path folder, long bytes) {
    throw new UnsupportedOperationException();
  }

  /** A kernel that a machine is started with; throws {@link entrepot.cloud.ec2.Ec2Failure}. */
  public DirectKernel kernel(String kernelId, @Nullable String ramdiskId, String commandLine) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes an image of a disk file. Throws {@link entrepot.vm.disk.RefusedDisk} when it isn't what
   * is stated, or stands on other files.
   */
  public Row<Image> importFile(Path file, DiskFormat stated, ImportedImage as) {
    throw new UnsupportedOperationException();
  }

  /** Makes a kernel image, {@code aki-…}, of a file. */
  public Row<Image> importKernel(Path file, ImportedImage as) {
    throw new UnsupportedOperationException();
  }

  /** Makes a ramdisk image, {@code ari-…}, of a file. */
  public Row<Image> importRamdisk(Path file, ImportedImage as) {
    throw new UnsupportedOperationException();
  }

  /** The image ids that an image was made from, the nearest first. */
  public static List<String> ancestors(Row<Image> image) {
    return image.note(ANCESTORS).map(ids -> List.of(ids.split(","))).orElse(List.of());
  }

  /** The note that keeps ancestors. */
  static final String ANCESTORS = "ancestors";

  /** Removes files that no image and no instance needs any more. */
  public void sweep() {
    new Leftovers(region.book(), storage).images();
  }

  /** Settles what a former process left; after {@link Snapshots#settle}. */
  public void settle() {}
}
