package entrepot.it;

import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
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
    String namespace = TestingCloud.namespace(disks);
    if (namespaces().contains(namespace)) {
      Ran.command("ip", "-n", namespace, "-o", "link")
          .output()
          .lines()
          .filter(line -> line.matches("\\d+: vm.*"))
          .forEach(line -> found.add("tap " + line));
    }
    return found;
  }

  /**
   * Machines, other processes, namespaces, addresses, routes and ports at which somebody listens,
   * of a cloud that is down and was a {@link TestingCloud} there.
   */
  static List<String> ofCloud(Path folder) {
    List<String> found = new ArrayList<>(machines(folder));
    Path disks = TestingCloud.disks(folder);
    for (Path region : List.of(disks, disks.resolveSibling(TestingCloud.ELSEWHERE))) {
      String own = TestingCloud.namespace(region);
      namespaces().stream().filter(own::equals).forEach(found::add);
      Path names = Path.of("/run/entrepot", own);
      if (Files.exists(names)) {
        found.add("folder " + names);
      }
      ProcessHandle.allProcesses()
          .filter(each -> each.info().commandLine().orElse("").contains(names + "/"))
          .forEach(each -> found.add("process " + each.info().commandLine()));
    }
    for (String[] shown :
        new String[][] {{"ip", "-o", "address"}, {"ip", "route"}, {"ss", "-Hltn"}}) {
      Ran.command(shown)
          .must()
          .output()
          .lines()
          .filter(line -> TestingCloud.networks().stream().anyMatch(line::contains))
          .forEach(line -> found.add(String.join(" ", shown) + ": " + line));
    }
    return found;
  }

  private static List<String> machines(Path below) {
    return OpenFiles.ofMachines(below).keySet().stream().map(pid -> "machine " + pid).toList();
  }

  /** Of machines of these instances, whose names have the ids in them. */
  static List<String> ofControlGroups(List<String> instances) {
    return Ran.command("find", "/sys/fs/cgroup", "-type", "d", "-name", "entrepot-i-*")
        .output()
        .lines()
        .filter(group -> instances.stream().anyMatch(group::contains))
        .toList();
  }

  private static List<String> namespaces() {
    return Ran.command("ip", "netns", "list")
        .must()
        .output()
        .lines()
        .map(line -> line.replaceFirst(" .*", ""))
        .toList();
  }
}
