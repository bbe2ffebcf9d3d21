package entrepot.collect.python;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A line of a requirements or constraints file cannot be followed. */
public final class RequirementsRefused extends Failure {
  private static final long serialVersionUID = 1L;

  RequirementsRefused(String file, int line, String found, @Nullable Throwable cause) {
    super(
        "reading %s, line %d: %s".formatted(file, line, found),
        "Correct or remove that line.",
        cause);
  }
}
