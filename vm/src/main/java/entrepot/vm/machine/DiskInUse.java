package entrepot.vm.machine;

import entrepot.kit.Failure;
import java.time.Duration;

/** A guest did not let go of a disk. */
public final class DiskInUse extends Failure {
  private static final long serialVersionUID = 1L;

  DiskInUse(String machine, String serial, Duration patience) {
    super(
        "unplugging the disk %s of the machine %s: the guest did not let go of it within %s"
            .formatted(serial, machine, patience),
        "Unmount it in the guest, or stop the machine.",
        null);
  }
}
