package entrepot.collect.wheels;

import entrepot.collect.wheels.sandbox.Limit;
import entrepot.kit.Failure;
import java.util.Optional;

/** A build failed; says why in one line. */
final class WheelNotBuilt extends Failure {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Limit> limit;

  WheelNotBuilt(String reason, Optional<Limit> limit) {
    super(reason, "", null);
    this.limit = limit;
  }

  /** What the build ran into. */
  Optional<Limit> limit() {
    return limit;
  }
}
