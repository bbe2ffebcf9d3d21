package entrepot.store.snapshot;

import entrepot.kit.Failure;
import entrepot.store.backend.Key;
import org.jspecify.annotations.Nullable;

/** A record in the store is not what this program writes. */
public final class RecordCorrupt extends Failure {
  private static final long serialVersionUID = 1L;

  RecordCorrupt(Key key, String reason, @Nullable Throwable cause) {
    super(
        "reading %s %s: %s".formatted(key.area().folder(), key.name(), reason),
        "Remove the object '%s' of area %s; a sync makes a new one."
            .formatted(key.name(), key.area().folder()),
        cause);
  }
}
