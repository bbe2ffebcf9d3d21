package entrepot.vm.guest;

import entrepot.vm.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * A raw disk that boots by itself, made without loop devices: GRUB's first sector and a partition
 * table, its core image in the gap behind, then one ext4 partition from 1 MiB on.
 */
record BootDisk(Path raw, long bytes) {
  private static final long START = 1 << 20;
  private static final int SECTOR = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  static final Path GRUB = Path.of("/usr/lib/grub/i386-pc");

  BootDisk {
    if (bytes % START != 0 || bytes < 32 * START || bytes / SECTOR > 0xffffffffL) {
      throw new IllegalArgumentException("a boot disk of %d bytes".formatted(bytes));
    }
  }

  /**
   * Makes it.
   *
   * @param root what the partition is to hold, with owners and attributes
   * @param kernel below it, and what it is to be told
   * @param ramdisk below it
   */
  void make(Path root, String kernel, String ramdisk) {
    try {
      Path work = Files.createTempDirectory("entrepot-boot");
      try {
        Tool tool = new Tool("making the boot disk " + raw, work, PATIENCE);
        fileSystem(tool, root);
        begin(core(tool, work, kernel, ramdisk));
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fileSystem(Tool tool, Path root) throws IOException {
    try (FileChannel out =
        FileChannel.open(raw, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.allocate(1), bytes - 1);
    }
    tool.must(
        List.of(
            "mke2fs",
            "-q",
            "-F",
            "-t",
            "ext4",
            "-b",
            "4096",
            "-O",
            "^metadata_csum,^64bit",
            "-E",
            "offset=" + START + ",lazy_itable_init=1,nodiscard",
            "-L",
            "root",
            "-d",
            root.toString(),
            raw.toAbsolutePath().toString(),
            Long.toString((bytes - START) / 4096)));
  }

  private static byte[] core(Tool tool, Path work, String kernel, String ramdisk)
      throws IOException {
    Path settings =
        Files.writeString(
            work.resolve("grub.cfg"),
            """
            set root=(hd0,msdos1)
            linux %s
            initrd %s
            boot
            """
                .formatted(kernel, ramdisk));
    Path core = work.resolve("core.img");
    tool.must(
        List.of(
            "grub-mkimage",
            "-O",
            "i386-pc",
            "-c",
            settings.toString(),
            "-p",
            "/boot/grub",
            "-o",
            core.toString(),
            "biosdisk",
            "part_msdos",
            "ext2",
            "normal",
            "linux",
            "boot"));
    return Files.readAllBytes(core);
  }

  private void begin(byte[] core) throws IOException {
    if (core.length > START - SECTOR) {
      throw new IOException("GRUB's core image is too large: " + core.length);
    }
    ByteBuffer head = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    head.put(Files.readAllBytes(GRUB.resolve("boot.img")), 0, 440);
    // One bootable Linux partition, by sector numbers; cylinders are of no use any more.
    head.putInt(440, 0x65747270);
    head.position(446);
    head.put((byte) 0x80).put((byte) 0xfe).put((byte) 0xff).put((byte) 0xff);
    head.put((byte) 0x83).put((byte) 0xfe).put((byte) 0xff).put((byte) 0xff);
    head.putInt((int) (START / SECTOR)).putInt((int) ((bytes - START) / SECTOR));
    head.put(510, (byte) 0x55).put(511, (byte) 0xaa);
    try (FileChannel out = FileChannel.open(raw, StandardOpenOption.WRITE)) {
      out.write(head.clear(), 0);
      out.write(ByteBuffer.wrap(core), SECTOR);
    }
  }
}
