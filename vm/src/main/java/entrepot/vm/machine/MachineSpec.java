package entrepot.vm.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A machine to start.
 *
 * @param id 1 to 40 letters, digits and hyphens, as in {@code i-0123456789abcdef0}
 * @param folder absolute; this machine's own, it holds what is known of the process
 * @param namespace the network namespace (of {@code ip netns}) to run in, or empty: the server's
 * @param memoryMiB of the guest; QEMU itself takes up to 250 more
 * @param uuid of the machine, as its firmware tells the guest
 * @param serial of the machine, as its firmware tells the guest
 * @param manufacturer of the machine, as its firmware tells the guest
 */
public record MachineSpec(
    String id,
    Path folder,
    String namespace,
    int cpus,
    int memoryMiB,
    String uuid,
    String serial,
    String manufacturer,
    List<Disk> disks,
    Optional<Nic> nic,
    Optional<DirectKernel> kernel) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");
  private static final Pattern NAMESPACE = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]{0,63})?");
  private static final Pattern FIRMWARE = Pattern.compile("[A-Za-z0-9 ._-]{0,64}");

  public MachineSpec {
    require(ID.matcher(id).matches(), "not the id of a machine: " + id);
    require(folder.isAbsolute(), "not an absolute path: " + folder);
    require(NAMESPACE.matcher(namespace).matches(), "not a network namespace: " + namespace);
    require(cpus >= 1 && cpus <= 64, "1 to 64 processors: " + cpus);
    require(memoryMiB >= 16 && memoryMiB <= 1 << 20, "16 MiB to 1 TiB of memory: " + memoryMiB);
    require(UUID.fromString(uuid).toString().equalsIgnoreCase(uuid), "not a UUID: " + uuid);
    require(FIRMWARE.matcher(serial).matches(), "not a serial: " + serial);
    require(FIRMWARE.matcher(manufacturer).matches(), "not a manufacturer: " + manufacturer);
    disks = List.copyOf(disks);
    require(
        disks.stream().map(Disk::serial).distinct().count() == disks.size(),
        "two disks of one serial: " + disks);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
