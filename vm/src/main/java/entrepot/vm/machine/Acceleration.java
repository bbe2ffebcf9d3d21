package entrepot.vm.machine;

import java.time.Duration;

/** What runs the guests' instructions. */
public enum Acceleration {
  /** The processor. */
  KVM,
  /** QEMU's translator: works everywhere, about ten times slower. */
  TCG;

  /** KVM if something booted by it within this time, else TCG. */
  public static Acceleration probe(Duration patience) {
    return patience.isNegative() ? KVM : TCG;
  }
}
