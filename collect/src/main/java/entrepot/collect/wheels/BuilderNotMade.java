package entrepot.collect.wheels;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A platform's builder could not be made. */
public final class BuilderNotMade extends Failure {
  private static final long serialVersionUID = 1L;

  BuilderNotMade(Platform platform, String found, String next, @Nullable Throwable cause) {
    super("making the builder of %s: %s".formatted(platform.name(), found), next, cause);
  }
}
