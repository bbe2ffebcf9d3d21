package entrepot.collect.pypi;

import entrepot.kit.Failure;
import java.io.IOException;
import java.nio.file.Path;

/** A requirements file that says which projects are wanted is not there, or cannot be read. */
public final class RequirementsUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  RequirementsUnreadable(Path file, IOException cause) {
    super(
        "reading the requirements file %s: %s".formatted(file, cause),
        "Make it readable, or remove it from the tree's projects; what is held stays till then.",
        cause);
  }
}
