package entrepot.cloud.compute;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.ec2.place.InstanceType;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.Volumes;
import entrepot.kit.CrashPoint;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.machine.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;

/**
 * Makes the disks of instances, those that are not there yet:
 *
 * <pre>
 * instances/ID/root.qcow2         of an instance store's image
 * instances/ID/ephemeral0.qcow2   one ext4 file system
 * </pre>
 *
 * and volumes, which lie elsewhere and outlive their instances.
 */
public final class Furniture {
  private final Region region;
  private final Path instances;
  private final Images images;
  private final Volumes volumes;
  private final Disks disks;
  private final InstanceTypes types;

  public Furniture(
      Region region,
      Path instances,
      Images images,
      Volumes volumes,
      Disks disks,
      InstanceTypes types) {
    this.region = region;
    this.instances = instances;
    this.images = images;
    this.volumes = volumes;
    this.disks = disks;
    this.types = types;
  }

  /** Makes what the instance lacks; throws what an image or a snapshot that went throws. */
  void furnish(Row<Instance> row) {
    Path folder = instances.resolve(row.id());
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("making " + folder, e);
    }
    if (row.value().rootDeviceType() == DeviceType.INSTANCE_STORE
        && !Files.exists(root(row.id()))) {
      // The image's owner may have taken back the permission since: the launch was allowed.
      Row<Image> image = region.book().find(Kind.IMAGE, row.value().imageId()).orElseThrow();
      Path made = images.instanceRoot(image, folder, 0);
      if (!made.equals(root(row.id()))) {
        throw new IllegalStateException("a root disk where nobody looks: " + made);
      }
    }
    CrashPoint.CLOUD_LAUNCH_AFTER_ROOT.reached();
    List<Long> sizes = type(row).guest().ephemeralBytes();
    for (String name : ephemeral(row)) {
      Path file = folder.resolve(name + ".qcow2");
      if (!Files.exists(file)) {
        ephemeral(file, sizes.get(number(name)), name);
      }
    }
    CrashPoint.CLOUD_LAUNCH_AFTER_EPHEMERAL.reached();
    for (WantedVolume wanted : WantedVolume.of(row)) {
      if (mappings(row.id()).noneMatch(one -> one.deviceName().equals(wanted.device()))) {
        volumes.createFor(
            row.account(),
            row.id(),
            wanted.device(),
            wanted.deleteOnTermination(),
            wanted.in(row.value().placement().availabilityZone()));
      }
    }
    CrashPoint.CLOUD_LAUNCH_AFTER_VOLUMES.reached();
  }

  private void ephemeral(Path file, long bytes, String label) {
    Path part = file.resolveSibling(label + ".part");
    try {
      Files.deleteIfExists(part);
      disks.ephemeral(part, bytes, label);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("making " + file, e);
    }
  }

  /** What the instance's machine starts with: its root, ephemeral disks, volumes by name. */
  List<Disk> disks(Row<Instance> row) {
    Path folder = instances.resolve(row.id());
    List<Disk> all = new ArrayList<>();
    String rootDevice = String.valueOf(row.value().rootDeviceName());
    if (row.value().rootDeviceType() == DeviceType.INSTANCE_STORE) {
      all.add(new Disk("root", root(row.id()), DiskFormat.QCOW2, false));
    }
    List<Disk> rest = new ArrayList<>();
    for (InstanceBlockDeviceMapping mapping :
        mappings(row.id())
            .sorted(Comparator.comparing(InstanceBlockDeviceMapping::deviceName))
            .toList()) {
      Disk disk = volumes.disk(mapping.ebs().volumeId());
      (mapping.deviceName().equals(rootDevice) ? all : rest).add(disk);
    }
    for (String name : ephemeral(row)) {
      all.add(new Disk(name, folder.resolve(name + ".qcow2"), DiskFormat.QCOW2, false));
    }
    all.addAll(rest);
    return all;
  }

  InstanceType type(Row<Instance> row) {
    return types.asked(row.value().instanceTypeAsString());
  }

  private Stream<InstanceBlockDeviceMapping> mappings(String id) {
    return region.book().find(Kind.INSTANCE, id).stream()
        .flatMap(row -> row.value().blockDeviceMappings().stream());
  }

  private Path root(String id) {
    return instances.resolve(id).resolve("root.qcow2");
  }

  /** Their names, {@code ephemeral0} first; those that a smaller type lacks are left out. */
  private List<String> ephemeral(Row<Instance> row) {
    int has = type(row).guest().ephemeralBytes().size();
    return Stream.of(row.note(InstanceNotes.EPHEMERAL).orElse("").split(","))
        .filter(one -> one.contains("="))
        .map(one -> one.substring(0, one.indexOf('=')))
        .filter(name -> number(name) < has)
        .sorted(Comparator.comparingInt(Furniture::number))
        .toList();
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring("ephemeral".length()));
  }
}
