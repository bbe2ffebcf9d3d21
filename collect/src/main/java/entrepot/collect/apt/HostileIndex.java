package entrepot.collect.apt;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A release file or an index is not what it should be: broken, out of bounds, or an attack. */
public final class HostileIndex extends Failure {
  private static final long serialVersionUID = 1L;

  HostileIndex(String where, String found) {
    this(where, found, null);
  }

  HostileIndex(String where, String found, @Nullable Throwable cause) {
    super(
        "reading %s: %s".formatted(where, found),
        "Nothing of it was used and the former snapshot stays; tell the upstream.",
        cause);
  }
}
