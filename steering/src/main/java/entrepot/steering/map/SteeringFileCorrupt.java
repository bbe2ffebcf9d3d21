package entrepot.steering.map;

import entrepot.kit.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that steering answers from cannot be read or written. */
public final class SteeringFileCorrupt extends Failure {
  private static final long serialVersionUID = 1L;

  SteeringFileCorrupt(Path file, String found, @Nullable Throwable cause) {
    super(
        "the steering file %s: %s".formatted(file, found),
        "The control plane writes it anew with the next release.",
        cause);
  }
}
