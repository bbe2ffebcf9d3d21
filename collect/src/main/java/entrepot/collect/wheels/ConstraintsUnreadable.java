package entrepot.collect.wheels;

import entrepot.kit.Failure;
import java.io.IOException;
import java.nio.file.Path;

/** The file that names the wheels could not be read. */
public final class ConstraintsUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  ConstraintsUnreadable(Path file, IOException cause) {
    super(
        "reading the constraints %s: %s".formatted(file, cause),
        "Correct 'constraints' in the configuration, or the file's permissions.",
        cause);
  }
}
