package entrepot.release;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A signed head that does not say what a head of this region may say. */
public final class HeadRefused extends Failure {
  private static final long serialVersionUID = 1L;

  HeadRefused(String region, String found, @Nullable Throwable cause) {
    super(
        "the head of region %s is refused: %s".formatted(region, found),
        "The former head goes on being served; release again, or restore the replica.",
        cause);
  }
}
