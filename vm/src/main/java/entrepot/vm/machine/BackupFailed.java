package entrepot.vm.machine;

import entrepot.kit.Failure;

/** A copy of a disk in use did not become whole. */
public final class BackupFailed extends Failure {
  private static final long serialVersionUID = 1L;

  BackupFailed(String serial, String found) {
    super("copying the disk %s in use: %s".formatted(serial, found), "Try it again.", null);
  }
}
