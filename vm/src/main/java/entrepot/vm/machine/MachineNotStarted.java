package entrepot.vm.machine;

import entrepot.kit.Failure;

/** A machine could not be started. */
public final class MachineNotStarted extends Failure {
  private static final long serialVersionUID = 1L;

  MachineNotStarted(String machine, String found, String next) {
    super("starting the machine %s: %s".formatted(machine, found), next, null);
  }
}
