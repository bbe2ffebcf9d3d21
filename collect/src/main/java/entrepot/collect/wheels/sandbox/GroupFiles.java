package entrepot.collect.wheels.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, empties and removes one folder of a control group file system. */
record GroupFiles(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(GroupFiles.class);
  private static final int TURNS = 500;
  private static final long TURN_NANOS = 10_000_000;

  Path door() {
    return folder.resolve("cgroup.procs");
  }

  void write(String name, Object value) throws IOException {
    Files.writeString(folder.resolve(name), value.toString());
  }

  /** The number behind {@code key} in a file of lines {@code key number}; 0 where there is none. */
  long counter(String file, String key) {
    try {
      for (String line : Files.readAllLines(folder.resolve(file))) {
        if (line.startsWith(key + " ")) {
          return Long.parseLong(line.substring(key.length() + 1).strip());
        }
      }
      return 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  /** Kills all that is in it, again and again until nothing is, and removes it. */
  void empty() {
    for (int turn = 0; turn < TURNS; turn++) {
      if (killAll() == 0 && removed()) {
        return;
      }
      LockSupport.parkNanos(TURN_NANOS);
    }
    log.warn("{} could not be emptied", folder);
  }

  private int killAll() {
    try {
      List<String> inside = Files.readAllLines(door());
      inside.forEach(id -> ProcessHandle.of(Long.parseLong(id)).ifPresent(GroupFiles::kill));
      return inside.size();
    } catch (IOException e) {
      return 0;
    }
  }

  private static void kill(ProcessHandle process) {
    var _ = process.destroyForcibly();
  }

  private boolean removed() {
    try {
      Files.delete(folder);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
