package entrepot.cloud.compute;

import entrepot.kit.Failure;

/** A machine ended while something was to be done with it. */
public final class MachineGone extends Failure {
  private static final long serialVersionUID = 1L;

  MachineGone(String message) {
    super(message, "Ask again: its instance's state tells what became of it.", null);
  }
}
