package entrepot.kit.tls;

import entrepot.kit.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A certificate or key file cannot be read, is none, or does not fit the other one. */
public final class UnusableIdentity extends Failure {
  private static final long serialVersionUID = 1L;

  private final String file;

  UnusableIdentity(Path file, String found, String next) {
    this(file, found, next, null);
  }

  UnusableIdentity(Path file, String found, String next, @Nullable Throwable cause) {
    super("reading %s for TLS: %s".formatted(file, found), next, cause);
    this.file = file.toString();
  }

  /** Which of the two it is. */
  public Path file() {
    return Path.of(file);
  }
}
