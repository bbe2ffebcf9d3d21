package entrepot.cloud.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes what dnsmasq reads: it watches folders, so that a file must appear in them whole. */
final class WholeFile {
  private WholeFile() {}

  /** By a name with a dot first, which dnsmasq skips. */
  static void write(Path file, String text) {
    Path whole = file.resolveSibling("." + file.getFileName());
    try {
      Files.writeString(whole, text);
      Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new NetworkFailed("what DHCP and DNS read at " + file + " cannot be written", e);
    }
  }
}
