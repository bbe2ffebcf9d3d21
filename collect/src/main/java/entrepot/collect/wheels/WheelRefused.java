package entrepot.collect.wheels;

import entrepot.kit.Failure;

/** A wheel is not what its name says, or not what a wheel may be. */
final class WheelRefused extends Failure {
  private static final long serialVersionUID = 1L;

  WheelRefused(String found) {
    super(found, "", null);
  }
}
