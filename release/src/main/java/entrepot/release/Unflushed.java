package entrepot.release;

import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Marks that copies are on their way to the disk. A killed process loses none of them: the kernel
 * has them. A machine that stopped may have, and then its boot is another one.
 */
final class Unflushed {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path marker;

  Unflushed(ReplicaFolder folder) {
    this.marker = folder.unflushed();
  }

  void begin() {
    ReplicaFolder.write(marker, boot().getBytes(StandardCharsets.US_ASCII));
  }

  void end() {
    try {
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      throw new BackendUnavailable("removing " + marker, e);
    }
  }

  /** Whether one was left over from another boot. */
  boolean left() {
    return ReplicaFolder.limited(marker, 100)
        .map(found -> !new String(found, StandardCharsets.US_ASCII).equals(boot()))
        .orElse(false);
  }

  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
