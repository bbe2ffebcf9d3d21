package entrepot.vm.machine;

import entrepot.vm.disk.DiskFormat;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A virtio disk of a machine; the first is its root.
 *
 * @param serial 1 to 20 letters, digits and hyphens: the guest has it in {@code
 *     /dev/disk/by-id/virtio-…}, and it names the disk to {@link Machine}
 * @param file absolute; on the same server, in a folder that the virtual machines' user may enter
 * @param index of its slot, which the guest reads as {@code acpi_index}; of two disks of a machine
 *     never the same, 0 is none
 */
public record Disk(String serial, Path file, DiskFormat format, boolean readOnly, int index) {
  /** The most that QEMU takes. */
  private static final int MOST = 16_383;

  private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9-]{1,20}");

  public Disk {
    if (!SERIAL.matcher(serial).matches()) {
      throw new IllegalArgumentException("not the serial of a disk: " + serial);
    }
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute path: " + file);
    }
    if (index < 0 || index > MOST) {
      throw new IllegalArgumentException("not the index of a slot: " + index);
    }
  }

  /** A disk in a slot without an index. */
  public Disk(String serial, Path file, DiskFormat format, boolean readOnly) {
    this(serial, file, format, readOnly, 0);
  }

  /** The same in a slot of that index. */
  public Disk at(int other) {
    return new Disk(serial, file, format, readOnly, other);
  }
}
