package entrepot.release.sign;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A key file that cannot be used: unreadable, not a key, or open to others. */
public final class KeyUnusable extends Failure {
  private static final long serialVersionUID = 1L;

  KeyUnusable(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
