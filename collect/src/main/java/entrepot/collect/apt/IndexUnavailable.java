package entrepot.collect.apt;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** An index that the configuration asks for is not listed by its suite, or not served. */
public final class IndexUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  IndexUnavailable(String suite, String index, String found, @Nullable Throwable cause) {
    super(
        "looking for %s of suite %s: %s".formatted(index, suite, found),
        "Correct components and architectures in the configuration, or try again later.",
        cause);
  }
}
