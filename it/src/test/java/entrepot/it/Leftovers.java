package entrepot.it;

import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a lab cloud that is down must not have left. */
final class Leftovers {
  private Leftovers() {}

  /** Processes, instances' folders and namespaces of the cloud in that folder. */
  static List<String> of(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(each -> found.add("process " + each.info().commandLine().orElse("")));
    Path cloud = folder.resolve("state").resolve("cloud");
    try (Stream<Path> all = Files.walk(cloud)) {
      all.filter(each -> each.getFileName().toString().startsWith("i-"))
          .filter(each -> !each.endsWith("instances"))
          .forEach(each -> found.add("file " + each));
    }
    Ran.command("ip", "netns", "list")
        .must()
        .output()
        .lines()
        .filter(each -> each.startsWith("lab-") && each.contains("lab-1"))
        .forEach(each -> found.add("namespace " + each));
    return found;
  }
}
