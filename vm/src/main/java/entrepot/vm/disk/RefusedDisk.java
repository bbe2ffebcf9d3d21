package entrepot.vm.disk;

import entrepot.kit.Failure;
import java.nio.file.Path;

/** A disk image is not what was stated, or needs more than itself. */
public final class RefusedDisk extends Failure {
  private static final long serialVersionUID = 1L;

  RefusedDisk(Path file, String found) {
    super(
        "looking into the disk image %s: %s".formatted(file, found),
        "Convert it with `qemu-img convert -O qcow2` where it came from, and state its format.",
        null);
  }
}
