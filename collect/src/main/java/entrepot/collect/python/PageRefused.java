package entrepot.collect.python;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A page or the list of an index is broken, out of bounds, or an attack: nothing of it is used. */
public final class PageRefused extends Failure {
  private static final long serialVersionUID = 1L;

  PageRefused(String where, String found) {
    this(where, found, null);
  }

  PageRefused(String where, String found, @Nullable Throwable cause) {
    super(
        "reading the page %s: %s".formatted(where, found),
        "Nothing of it was used and the former one stays; tell the upstream.",
        cause);
  }
}
