package entrepot.vm.machine;

import entrepot.vm.disk.VmUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What lies in the folder of a machine. Only {@code run} belongs to the virtual machines' user;
 * what the server reads as a file lies outside of it, where a QEMU can put no link.
 *
 * <pre>
 * run/qmp       the socket that QEMU listens on
 * qemu.log      what QEMU complained of
 * console.log   the last of what the guest wrote to its serial console
 * </pre>
 */
record MachineFolder(Path path) {
  /** The kernel's bound on the path of a socket, without its closing zero. */
  private static final int LONGEST_SOCKET_PATH = 107;

  Path socket() {
    return path.resolve("run/qmp");
  }

  Path log() {
    return path.resolve("qemu.log");
  }

  Path console() {
    return path.resolve("console.log");
  }

  void prepare(VmUser user) {
    if (socket().toString().length() > LONGEST_SOCKET_PATH) {
      throw new MachineNotStarted(
          path.toString(),
          "the path of its socket is longer than " + LONGEST_SOCKET_PATH,
          "Choose a state folder with a shorter path.");
    }
    try {
      Path run = path.resolve("run");
      Files.createDirectories(path);
      if (!Files.isDirectory(run)) {
        Files.createDirectory(
            run,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      user.own(run);
      Files.deleteIfExists(socket());
      Files.deleteIfExists(log());
      Files.deleteIfExists(console());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
