package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import entrepot.kit.CrashPoint;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.DiskInfo;
import entrepot.vm.machine.DirectKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** A region's machine images, kernels and ramdisks: registered, imported, launched, forgotten. */
public final class Images {
  /** The note that keeps ancestors. */
  static final String ANCESTORS = "ancestors";

  /** The note of an image whose own file is not there yet, and whose id nobody was told. */
  private static final String IMPORTING = "importing";

  private final Region region;
  private final Storage storage;
  private final Snapshots snapshots;
  private final VolumeLimits limits;
  private final Function<String, Optional<Images>> elsewhere;
  private final PowerCycle power;
  private final Leftovers leftovers;

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
    this.elsewhere = elsewhere;
    this.power = power;
    this.region = region;
    this.storage = storage;
    this.snapshots = snapshots;
    this.limits = limits;
    this.leftovers = new Leftovers(region.book(), storage);
  }

  /** The machine image, if the account may launch it; throws {@link Ec2Failure}. */
  public Row<Image> launchable(Rows rows, String account, @Nullable String imageId) {
    Row<Image> row = Lookup.image(rows, account, imageId);
    if (row.value().imageType() != ImageTypeValues.MACHINE) {
      throw Ec2Failure.of("InvalidParameterValue", "'" + row.id() + "' is no machine image.");
    }
    if (row.value().state() != ImageState.AVAILABLE) {
      throw Ec2Failure.of(
          "InvalidAMIID.Unavailable", "The image ID '" + row.id() + "' is not available");
    }
    return row;
  }

  /**
   * Makes the root disk of an instance of an instance store's image, {@code root.qcow2} in that
   * folder; at least {@code bytes} long.
   */
  public Path instanceRoot(Row<Image> image, Path folder, long bytes) {
    Path root = folder.resolve("root.qcow2");
    Path backing = storage.image(image.id());
    storage.make(
        root,
        part ->
            storage
                .disks()
                .overlay(part, backing, Math.max(bytes, storage.disks().virtualBytes(backing))));
    return root;
  }

  /**
   * A kernel that a machine is started with, which its account was found to be allowed; throws
   * {@link Ec2Failure}.
   */
  public DirectKernel kernel(String kernelId, @Nullable String ramdiskId, String commandLine) {
    return new DirectKernel(
        part(kernelId, ImageTypeValues.KERNEL),
        ramdiskId == null
            ? Optional.empty()
            : Optional.of(part(ramdiskId, ImageTypeValues.RAMDISK)),
        commandLine);
  }

  /** The file of a kernel or ramdisk, which stays while an instance names it. */
  private Path part(String id, ImageTypeValues type) {
    Path file = storage.image(id);
    boolean other =
        region
            .book()
            .find(Kind.IMAGE, id)
            .filter(row -> row.value().imageType() != type)
            .isPresent();
    if (other || !Files.exists(file)) {
      throw Ec2Failure.of("InvalidAMIID.NotFound", "There is no %s '%s'".formatted(type, id));
    }
    return file;
  }

  /** Registers an image of snapshots; throws {@link Ec2Failure}. */
  public Row<Image> register(String account, NewImage asked) {
    return region
        .book()
        .change(draft -> {
          Row<Image> row = available(registered(draft, account, asked));
          draft.put(row);
          return row;
        });
  }

  /** The row that {@link #register} would put; throws {@link Ec2Failure}. */
  public Row<Image> registered(Rows rows, String account, NewImage asked) {
    asked.check(rows, account, limits);
    NewImage whole =
        new NewImage(
            asked.name(),
            asked.description(),
            asked.architecture(),
            asked.root(),
            asked.rootDevice(),
            ImageMappings.registered(rows, account, asked.mappings(), asked.rootDevice()),
            asked.virtualization(),
            asked.kernelId(),
            asked.ramdiskId(),
            asked.tags());
    return whole.row(account, region.clock().instant());
  }

  /** Forgets an image; its file stays while an instance stands on it. Throws {@link Ec2Failure}. */
  public void deregister(String account, @Nullable String imageId) {
    region
        .book()
        .update(draft -> draft.remove(Kind.IMAGE, Lookup.ownImage(draft, account, imageId).id()));
    CrashPoint.CLOUD_IMAGE_AFTER_FORGOTTEN.reached();
    sweep();
  }

  /**
   * Makes an image of a disk file, all of it when this returns. Throws {@link
   * entrepot.vm.disk.RefusedDisk} when it isn't what is stated, or stands on other files.
   */
  public Row<Image> importFile(Path file, DiskFormat stated, ImportedImage as) {
    DiskInfo info = storage.disks().inspect(file, stated);
    return switch (as.root()) {
      case INSTANCE_STORE ->
          own(
              as,
              machine(as, DeviceType.INSTANCE_STORE, List.of())
                  .row(as.account(), region.clock().instant()),
              part -> storage.disks().copy(file, stated, part));
      case EBS -> {
        // the name first: a duplicate is to be refused before a disk is copied
        NewImage.name(region.book(), as.account(), as.name());
        Row<Snapshot> snapshot =
            snapshots.of(as.account(), file, stated, info.virtualBytes(), as.description());
        BlockDeviceMapping root =
            ImageMappings.mapping(
                "/dev/sda1", EbsBlockDevice.builder().snapshotId(snapshot.id()).build());
        yield region
            .book()
            .change(draft -> {
              NewImage asked = machine(as, DeviceType.EBS, List.of(root));
              Row<Image> row = shared(available(registered(draft, as.account(), asked)), as);
              draft.put(row);
              return row;
            });
      }
    };
  }

  private static NewImage machine(
      ImportedImage as, DeviceType root, List<BlockDeviceMapping> mappings) {
    return new NewImage(
        as.name(),
        as.description(),
        as.architecture(),
        root,
        "/dev/sda1",
        mappings,
        null,
        as.kernelId(),
        as.ramdiskId(),
        List.of());
  }

  /** Makes a kernel image, {@code aki-…}, of a file. */
  public Row<Image> importKernel(Path file, ImportedImage as) {
    return own(as, bare("aki", ImageTypeValues.KERNEL, as), part -> storage.copyPlain(file, part));
  }

  /** Makes a ramdisk image, {@code ari-…}, of a file. */
  public Row<Image> importRamdisk(Path file, ImportedImage as) {
    return own(as, bare("ari", ImageTypeValues.RAMDISK, as), part -> storage.copyPlain(file, part));
  }

  private Row<Image> bare(String prefix, ImageTypeValues type, ImportedImage as) {
    String id = Ids.next(prefix);
    Image value =
        NewImage.common(
            id,
            as.account(),
            as.name(),
            as.description(),
            as.architecture(),
            region.clock().instant());
    return Row.of(
        Kind.IMAGE,
        id,
        as.account(),
        value.copy(i -> i.imageType(type).rootDeviceType(DeviceType.INSTANCE_STORE)));
  }

  /** An image with a file of its own: the row, the file, the row again. */
  private Row<Image> own(ImportedImage as, Row<Image> row, Consumer<Path> how) {
    region
        .book()
        .update(draft -> {
          machine(as, DeviceType.INSTANCE_STORE, List.of()).check(draft, as.account(), limits);
          draft.put(row.note(IMPORTING, "true"));
        });
    CrashPoint.CLOUD_IMAGE_AFTER_RECORD.reached();
    try {
      storage.make(storage.image(row.id()), how);
    } catch (RuntimeException e) {
      region.book().update(draft -> draft.remove(Kind.IMAGE, row.id()));
      throw e;
    }
    CrashPoint.CLOUD_IMAGE_AFTER_FILE.reached();
    Row<Image> done = shared(available(row), as);
    region.book().update(draft -> draft.put(done));
    return done;
  }

  private static Row<Image> shared(Row<Image> row, ImportedImage as) {
    Row<Image> named =
        row.with(
            row.value()
                .copy(i ->
                    i.publicLaunchPermissions(as.everybody())
                        .imageOwnerAlias(as.provided() ? "amazon" : null)));
    return as.everybody() ? new Grant(Set.of("all"), Set.of()).apply(named) : named;
  }

  static Row<Image> available(Row<Image> row) {
    return row.with(row.value().copy(i -> i.state(ImageState.AVAILABLE)));
  }

  /** The image ids that an image was made from, the nearest first. */
  public static List<String> ancestors(Row<Image> image) {
    return image.note(ANCESTORS).map(ids -> List.of(ids.split(","))).orElse(List.of());
  }

  /** Removes files that no image and no instance needs any more. */
  public void sweep() {
    leftovers.images();
  }

  /** Settles what a former process left; after {@link Snapshots#settle}. */
  public void settle() {
    Leftovers.parts(storage.imageFiles(), storage);
    for (Row<Image> row : region.book().all(Kind.IMAGE)) {
      if (row.note(IMPORTING).isPresent()) {
        region.book().update(draft -> draft.remove(Kind.IMAGE, row.id()));
      } else if (row.value().state() == ImageState.PENDING) {
        settlePending(row.id());
      }
    }
    sweep();
  }

  /** An image that was being made is what its disks became. */
  void settlePending(String imageId) {
    region
        .book()
        .update(draft ->
            draft
                .find(Kind.IMAGE, imageId)
                .filter(row -> row.value().state() == ImageState.PENDING)
                .ifPresent(row -> draft.put(whole(row) ? available(row) : failed(row))));
  }

  private boolean whole(Row<Image> row) {
    if (row.value().rootDeviceType() != DeviceType.EBS) {
      return Files.exists(storage.image(row.id()));
    }
    List<String> needed =
        row.value().blockDeviceMappings().stream()
            .filter(one -> one.ebs() != null && one.ebs().snapshotId() != null)
            .map(one -> one.ebs().snapshotId())
            .toList();
    return !needed.isEmpty() && needed.stream().allMatch(this::completed);
  }

  private boolean completed(String snapshotId) {
    return region
        .book()
        .find(Kind.SNAPSHOT, snapshotId)
        .filter(row -> row.value().state() == SnapshotState.COMPLETED)
        .isPresent();
  }

  private static Row<Image> failed(Row<Image> row) {
    return row.with(
        row.value()
            .copy(i ->
                i.state(ImageState.FAILED)
                    .stateReason(r ->
                        r.code("Client.SnapshotError").message("A disk could not be copied."))));
  }

  /** Makes images of instances. */
  public ImageCapture capture() {
    return new ImageCapture(this, power);
  }

  /** Copies images from other regions. */
  public ImageCopies copies() {
    return new ImageCopies(this, elsewhere);
  }

  Region region() {
    return region;
  }

  Storage storage() {
    return storage;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  VolumeLimits limits() {
    return limits;
  }
}
