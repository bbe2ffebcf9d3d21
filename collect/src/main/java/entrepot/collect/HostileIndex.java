package entrepot.collect;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** An entry point or an index is not what it should be: broken, out of bounds, or an attack. */
public final class HostileIndex extends Failure {
  private static final long serialVersionUID = 1L;

  /** {@code found} in the file {@code where}. */
  public HostileIndex(String where, String found) {
    this(where, found, null);
  }

  /** {@code found} in the file {@code where}, seen by a library. */
  public HostileIndex(String where, String found, @Nullable Throwable cause) {
    super(
        "reading %s: %s".formatted(where, found),
        "Nothing of it was used and the former snapshot stays; tell the upstream.",
        cause);
  }
}
