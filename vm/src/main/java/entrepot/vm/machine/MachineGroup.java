package entrepot.vm.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control group of one machine: a folder in each hierarchy that has limits of it, none where
 * machines have no limits.
 */
record MachineGroup(List<Path> folders) {
  static final MachineGroup NONE = new MachineGroup(List.of());

  private static final Logger log = LoggerFactory.getLogger(MachineGroup.class);

  /** The kernel lets go of a group a moment after its last process. */
  private static final int TRIES = 100;

  MachineGroup {
    folders = List.copyOf(folders);
  }

  /** Puts a process in, with all its threads. */
  void enter(long pid) {
    for (Path folder : folders) {
      try {
        Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
      } catch (IOException e) {
        log.warn("process {} does not enter the control group {}", pid, folder, e);
      }
    }
  }

  /** Removes it, once its processes have ended. */
  void remove() {
    folders.forEach(MachineGroup::remove);
  }

  private static void remove(Path folder) {
    for (int i = 0; Files.isDirectory(folder); i++) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        if (i == TRIES) {
          log.warn("the control group {} stays", folder, e);
          return;
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }
}
