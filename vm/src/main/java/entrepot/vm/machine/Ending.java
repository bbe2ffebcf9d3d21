package entrepot.vm.machine;

/** How a machine ended. */
public enum Ending {
  /** The guest shut itself down. */
  BY_GUEST,
  /** It was told to power down, and did. */
  POWERED_DOWN,
  /** {@link Machine#kill} ended it. */
  KILLED,
  /** The process died otherwise: a crash of QEMU, a kill from outside, no memory. */
  DIED
}
