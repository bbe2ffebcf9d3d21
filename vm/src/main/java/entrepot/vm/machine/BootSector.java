package entrepot.vm.machine;

import entrepot.vm.disk.VmUser;
import entrepot.vm.process.Ended;
import entrepot.vm.process.Tool;
import entrepot.vm.process.ToolFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The smallest thing that boots: it tells QEMU to end, with an exit code that nothing else has. */
final class BootSector {
  private static final Logger log = LoggerFactory.getLogger(BootSector.class);

  /** mov al, 0x2a; out 0xf4, al; hlt; jmp back: QEMU's debug exit makes 2 × 42 + 1 of it. */
  private static final byte[] CODE = {
    (byte) 0xb0, 0x2a, (byte) 0xe6, (byte) 0xf4, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd
  };

  private static final int EXIT = 2 * 0x2a + 1;

  private BootSector() {}

  static boolean boots(Acceleration acceleration, VmUser user, Duration patience) {
    try {
      Path disk =
          Files.createTempFile(
              "entrepot-boot",
              ".raw",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        byte[] sector = new byte[512];
        System.arraycopy(CODE, 0, sector, 0, CODE.length);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        Files.write(disk, sector);
        user.own(disk);
        return booted(acceleration, user, disk, patience);
      } finally {
        Files.delete(disk);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean booted(
      Acceleration acceleration, VmUser user, Path disk, Duration patience) {
    List<String> command = new ArrayList<>();
    command.addAll(acceleration.group().map(user::prefix).orElseGet(user::prefix));
    command.addAll(
        List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none"));
    command.addAll(List.of("-machine", "pc", "-m", "16"));
    command.addAll(acceleration.words());
    command.addAll(
        List.of(
            "-drive", "if=ide,format=raw,readonly=off,file=" + disk.toString().replace(",", ",,")));
    command.addAll(List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=1"));
    try {
      Ended ended = new Tool("trying " + acceleration, Path.of("/"), patience).run(command);
      log.info("trying {}: {}", acceleration, ended.exit() == EXIT ? "boots" : ended.complaint());
      return ended.exit() == EXIT;
    } catch (ToolFailed e) {
      log.info("trying {}: {}", acceleration, e.getMessage());
      return false;
    }
  }
}
