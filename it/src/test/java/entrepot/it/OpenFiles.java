package entrepot.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that machines hold open: their command lines have no whole paths to know them by. */
final class OpenFiles {
  private OpenFiles() {}

  /** Of all machines with a file below that folder, by their process ids. */
  static Map<Long, List<Path>> ofMachines(Path below) {
    Map<Long, List<Path>> all = new TreeMap<>();
    ProcessHandle.allProcesses()
        .filter(each -> each.info().command().orElse("").contains("qemu-system"))
        .forEach(each -> {
          List<Path> open = of(each.pid());
          if (open.stream().anyMatch(file -> file.startsWith(below))) {
            all.put(each.pid(), open);
          }
        });
    return all;
  }

  private static List<Path> of(long pid) {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files.toList()) {
        all.add(Files.readSymbolicLink(file));
      }
    } catch (IOException e) {
      // It has ended, or closed the file.
    }
    return all;
  }
}
