package entrepot.vm.guest;

import entrepot.vm.process.Ended;
import entrepot.vm.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux of a few megabytes that is up within seconds: the machine's own busybox and a kernel of
 * its Debian. It asks for an address by DHCP and for metadata as EC2 has them, says {@code
 * entrepot-guest ready ID} on its serial console, runs the user data as a shell script, and says
 * {@code entrepot-guest done EXIT}. In it, {@code disk SERIAL} waits for a disk and prints its
 * device, {@code disk -g SERIAL} waits until it is gone. A file system on the first disk (or its
 * first partition) is mounted at /disk, one labelled ephemeral0 at /mnt.
 *
 * @param kernel as {@code -kernel} takes it
 * @param ramdisk holds the whole system
 */
public record TinyGuest(Path kernel, Path ramdisk) {
  /** What the kernel is to be told. */
  public static final String COMMAND_LINE = "console=ttyS0 quiet panic=-1";

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  /** In the order in which they need each other; a kernel that built one in has no file of it. */
  private static final List<String> MODULES =
      List.of(
          "crc16",
          "crc32c_generic",
          "mbcache",
          "jbd2",
          "ext4",
          "virtio_ring",
          "virtio",
          "virtio_pci_modern_dev",
          "virtio_pci_legacy_dev",
          "virtio_pci",
          "virtio_blk",
          "failover",
          "net_failover",
          "virtio_net",
          "virtio-rng",
          "evdev",
          "button");

  /**
   * Builds it in this folder, or finds it there. Asks the machine's Debian source for a kernel,
   * once for each folder.
   */
  public static TinyGuest build(Path folder) {
    return build(folder, GuestArchitecture.AMD64);
  }

  /** The same of 32 bits, in a folder of its own: with Debian's kernel and busybox for i386. */
  public static TinyGuest buildI386(Path folder) {
    return build(folder, GuestArchitecture.I386);
  }

  private static TinyGuest build(Path folder, GuestArchitecture architecture) {
    GuestKernel kernel = GuestKernel.in(folder, architecture);
    try {
      Path ramdisk = folder.resolve("ramdisk.gz");
      Path part = Files.createTempFile(folder, "ramdisk", ".part");
      pack(kernel, part);
      part.toFile().setReadable(true, false);
      Files.move(
          part, ramdisk, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new TinyGuest(kernel.image(), ramdisk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line of a guest without metadata, which runs this script (about 1,400 bytes). */
  public static String commandLine(String script) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    return COMMAND_LINE + " entrepot.run=" + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Makes a raw disk image that boots this guest by itself. The rest of it is the first partition,
   * an ext4 file system.
   *
   * @param bytes at least 32 MiB, whole MiB
   */
  public void disk(Path raw, long bytes) {
    try {
      Path root = Files.createTempDirectory("entrepot-tiny");
      try {
        Path boot = Files.createDirectories(root.resolve("boot"));
        Files.copy(kernel, boot.resolve("vmlinuz"));
        Files.copy(ramdisk, boot.resolve("ramdisk"));
        new BootDisk(raw, bytes).make(root, "/boot/vmlinuz " + COMMAND_LINE, "/boot/ramdisk");
      } finally {
        Folders.remove(root);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, as a qcow2 file. */
  public void image(Path qcow2, long bytes) {
    try {
      Path work = Files.createTempDirectory("entrepot-tiny");
      try {
        Path raw = work.resolve("raw");
        disk(raw, bytes);
        Qcow2.of(raw, qcow2);
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(GuestKernel kernel, Path file) throws IOException {
    try (Ramdisk ramdisk = new Ramdisk(file)) {
      ramdisk.own("init", "init");
      ramdisk.own("etc/udhcpc", "udhcpc");
      ramdisk.own("etc/acpi/PWRF/00000080", "power");
      ramdisk.own("bin/disk", "disk");
      ramdisk.program("bin/busybox", kernel.busybox());
      for (Path library : libraries(kernel.busybox())) {
        ramdisk.program(library.toString().substring(1), library);
      }
      List<String> order = new ArrayList<>();
      for (String name : MODULES) {
        Optional<Path> module = kernel.module(name);
        if (module.isPresent()) {
          order.add(name + ".ko");
          ramdisk.program("modules/" + name + ".ko", module.get());
        }
      }
      ramdisk.file(
          "modules/order", (String.join("\n", order) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What the busybox of Debian is linked with; that of busybox-static with nothing. */
  private static List<Path> libraries(Path busybox) {
    Ended found =
        new Tool("looking at busybox", Path.of("/"), Duration.ofSeconds(30))
            .run(List.of("ldd", busybox.toString()));
    List<Path> all = new ArrayList<>();
    Matcher library = LIBRARY.matcher(found.exit() == 0 ? found.output() : "");
    while (library.find()) {
      all.add(Path.of(library.group(1)));
    }
    return all;
  }
}
