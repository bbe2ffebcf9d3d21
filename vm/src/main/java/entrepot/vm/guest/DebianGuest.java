package entrepot.vm.guest;

import entrepot.kit.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Debian for instances: cloud-init that knows EC2's metadata alone, an SSH server, and as little
 * else as lets it be of use within a minute where processors are emulated. Its user is {@code
 * admin}.
 *
 * @param client the client kit's package, to be installed in it
 * @param names {@code PROVIDER=…} and {@code DOMAIN=…} lines of the client kit's configuration
 * @param bytes of its disk: whole MiB, at least 1 GiB
 */
public record DebianGuest(
    DebianSource source, Optional<Path> client, List<String> names, long bytes) {
  private static final long MIB = 1 << 20;
  private static final String COMMAND_LINE = "root=LABEL=root ro console=ttyS0 net.ifnames=0";

  public DebianGuest {
    names = List.copyOf(names);
    if (bytes < 1024 * MIB || bytes > 1024 * 1024 * MIB) {
      throw new GuestNotBuilt("a disk of %d MiB".formatted(bytes / MIB), "It is 1 GiB to 1 TiB.");
    }
    bytes -= bytes % MIB;
  }

  /**
   * Builds it. The file is there when it is whole; the folder is worked in, and empty afterwards.
   *
   * @param qcow2 the image; one that is there is replaced
   */
  public void build(Path folder, Path qcow2, Progress progress) {
    BuildTools.must();
    try {
      Files.createDirectories(folder);
      Path work = Files.createTempDirectory(folder, "debian");
      try {
        Path root = work.resolve("root");
        progress.stage("packages");
        new DebianRoot(source, client).unpack(work, root);
        new DebianFurniture(this, root).furnish();
        progress.stage("disk");
        Path raw = work.resolve("raw");
        new BootDisk(raw, bytes).make(root, "/vmlinuz " + COMMAND_LINE, "/initrd.img");
        Qcow2.of(raw, qcow2);
      } finally {
        Folders.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
