package entrepot.release.s3;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** What a bucket says of unfinished work is not what a publisher wrote. */
public final class IntentUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  IntentUnreadable(String key, String found, @Nullable Throwable cause) {
    super(
        "reading %s: %s".formatted(key, found),
        "Remove that object, then run 'entrepot audit --repair' for the region.",
        cause);
  }
}
