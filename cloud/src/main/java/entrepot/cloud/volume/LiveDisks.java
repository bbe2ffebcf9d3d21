package entrepot.cloud.volume;

import entrepot.vm.machine.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The disks of machines that run; whoever runs them tells. All of it may block for seconds, and
 * throws {@link MachineGone} where the machine ended meanwhile.
 */
public interface LiveDisks {
  /** Whether that instance has a machine now. */
  boolean running(String instanceId);

  /** The serials of the disks that its machine has; empty where none runs. */
  List<String> serials(String instanceId);

  /** Gives a running machine a disk. */
  void attach(String instanceId, Disk disk);

  /**
   * Takes a disk from a running machine.
   *
   * @param force whether the guest's consent may be done without
   */
  void detach(String instanceId, String serial, boolean force);

  /**
   * Copies a disk in use, as it is when this returns; the future completes when all is written.
   *
   * @param toQcow2 a file that is not there yet
   */
  CompletableFuture<Void> backup(String instanceId, String serial, Path toQcow2);
}
