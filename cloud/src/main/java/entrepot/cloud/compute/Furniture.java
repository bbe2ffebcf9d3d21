package entrepot.cloud.compute;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.ec2.place.InstanceType;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.volume.DeviceName;
import entrepot.cloud.volume.Images;
import entrepot.cloud.volume.Volumes;
import entrepot.kit.CrashPoint;
import entrepot.vm.disk.DiskFormat;
import entrepot.vm.disk.Disks;
import entrepot.vm.machine.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    for (String name : ephemeral(row).keySet()) {
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

  /** Takes the ephemeral disks of an instance that stops: they are lost, as AWS says. */
  void clear(String id) {
    Path folder = instances.resolve(id);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "ephemeral*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("removing ephemeral disks in " + folder, e);
    }
  }

  /** What the instance's machine starts with: its root, ephemeral disks, volumes by name. */
  List<Disk> disks(Row<Instance> row) {
    Path folder = instances.resolve(row.id());
    List<Disk> all = new ArrayList<>();
    String rootDevice = String.valueOf(row.value().rootDeviceName());
    if (row.value().rootDeviceType() == DeviceType.INSTANCE_STORE) {
      all.add(new Disk("root", root(row.id()), DiskFormat.QCOW2, false, DeviceName.ROOT));
    }
    List<Disk> rest = new ArrayList<>();
    for (InstanceBlockDeviceMapping mapping :
        mappings(row.id())
            .sorted(Comparator.comparing(InstanceBlockDeviceMapping::deviceName))
            .toList()) {
      Disk disk = volumes.disk(mapping.ebs().volumeId());
      if (mapping.deviceName().equals(rootDevice)) {
        all.add(disk.at(DeviceName.ROOT));
      } else {
        rest.add(disk.at(DeviceName.index(mapping.deviceName())));
      }
    }
    ephemeral(row)
        .forEach((name, device) ->
            all.add(
                new Disk(
                    name,
                    folder.resolve(name + ".qcow2"),
                    DiskFormat.QCOW2,
                    false,
                    DeviceName.index(device))));
    all.addAll(rest);
    // A launch may name one device in two ways, such as sdb and xvdb; the machine would not start.
    Set<Integer> taken = new HashSet<>();
    all.replaceAll(disk -> disk.index() > 0 && !taken.add(disk.index()) ? disk.at(0) : disk);
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

  /** Of names to devices, {@code ephemeral0} first; what a smaller type lacks is left out. */
  private SortedMap<String, String> ephemeral(Row<Instance> row) {
    int has = type(row).guest().ephemeralBytes().size();
    SortedMap<String, String> devices = new TreeMap<>(Comparator.comparingInt(Furniture::number));
    for (String one : row.note(InstanceNotes.EPHEMERAL).orElse("").split(",", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0 && number(one.substring(0, equals)) < has) {
        devices.put(one.substring(0, equals), one.substring(equals + 1));
      }
    }
    return devices;
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring("ephemeral".length()));
  }
}
