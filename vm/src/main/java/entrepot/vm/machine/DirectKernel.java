package entrepot.vm.machine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kernel from outside the disk.
 *
 * @param commandLine at most 2048 characters of one line
 */
public record DirectKernel(Path kernel, Optional<Path> ramdisk, String commandLine) {
  public DirectKernel {
    if (commandLine.length() > 2048 || commandLine.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("not a kernel's command line: " + commandLine);
    }
  }
}
