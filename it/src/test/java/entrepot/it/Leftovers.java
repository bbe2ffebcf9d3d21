package entrepot.it;

import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a lab cloud must not leave behind. */
final class Leftovers {
  private Leftovers() {}

  /** Machines, folders of instances, and taps, in a cloud whose instances are all terminated. */
  static List<String> ofInstances(Path disks) throws IOException {
    List<String> found = new ArrayList<>(machines(disks));
    Path instances = disks.resolve("instances");
    if (Files.exists(instances)) {
      try (Stream<Path> all = Files.list(instances)) {
        all.forEach(each -> found.add("folder " + each));
      }
    }
    try (Stream<Path> all = Files.list(disks.resolve("volumes"))) {
      all.forEach(each -> found.add("volume " + each));
    }
    for (String namespace : namespaces()) {
      Ran.command("ip", "-n", namespace, "-o", "link")
          .output()
          .lines()
          .filter(line -> line.matches("\\d+: vm.*"))
          .forEach(line -> found.add("tap " + line));
    }
    return found;
  }

  /** Machines and namespaces, of a cloud that is down. */
  static List<String> ofCloud(Path disks) {
    List<String> found = new ArrayList<>(machines(disks));
    found.addAll(namespaces());
    return found;
  }

  private static List<String> machines(Path disks) {
    return Ran.command("ps", "-eo", "pid,args", "-ww")
        .must()
        .output()
        .lines()
        .filter(line -> line.contains("qemu-system") && line.contains(disks.toString()))
        .toList();
  }

  /** Those of testing clouds; nobody else's are called so. */
  private static List<String> namespaces() {
    return Ran.command("ip", "netns", "list")
        .must()
        .output()
        .lines()
        .map(line -> line.replaceFirst(" .*", ""))
        .filter(name -> name.matches("lab-[0-9a-f]{8}-lab-1"))
        .toList();
  }
}
