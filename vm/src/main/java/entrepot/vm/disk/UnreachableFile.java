package entrepot.vm.disk;

import entrepot.kit.Failure;
import java.nio.file.Path;

/** The virtual machines' user can't read a file, or can't pass a folder on the way to it. */
public final class UnreachableFile extends Failure {
  private static final long serialVersionUID = 1L;

  UnreachableFile(Path file, Path closed, VmUser user) {
    super(
        "reading %s as user %d: %s is closed to it".formatted(file, user.uid(), closed),
        "Open it to others (chmod o+%s %s), or move the file below the server's state folder."
            .formatted(file.equals(closed) ? "r" : "x", closed),
        null);
  }
}
