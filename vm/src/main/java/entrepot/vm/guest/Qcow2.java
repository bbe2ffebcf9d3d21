package entrepot.vm.guest;

import entrepot.vm.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** A raw disk as a qcow2 file, which is there when it is whole. */
final class Qcow2 {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Qcow2() {}

  static void of(Path raw, Path qcow2) throws IOException {
    Path whole = qcow2.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      new Tool("writing the image " + qcow2, Path.of("/"), PATIENCE)
          .must(
              List.of(
                  "qemu-img",
                  "convert",
                  "-f",
                  "raw",
                  "-O",
                  "qcow2",
                  raw.toAbsolutePath().toString(),
                  part.toString()));
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
