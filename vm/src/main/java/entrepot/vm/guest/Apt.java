package entrepot.vm.guest;

import entrepot.vm.process.Ended;
import entrepot.vm.process.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's apt with its own sources; for another architecture with lists beside its own. */
record Apt(Tool tool, List<String> options) {
  Apt {
    options = List.copyOf(options);
  }

  /** As the machine has it. */
  static Apt own(Tool tool) {
    return new Apt(tool, List.of());
  }

  /** For another architecture: the lists are fetched into the tool's folder. */
  static Apt of(String architecture, Tool tool) {
    Path folder = tool.folder().resolve("apt");
    try {
      Files.createDirectories(folder.resolve("state/lists/partial"));
      Files.createDirectories(folder.resolve("cache/archives/partial"));
      Files.createFile(folder.resolve("status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> options = new ArrayList<>();
    for (String each :
        List.of(
            "APT::Architecture=" + architecture,
            "APT::Architectures=" + architecture,
            "APT::Sandbox::User=root",
            "Acquire::Languages=none",
            "Dir::State=" + folder.resolve("state"),
            "Dir::State::status=" + folder.resolve("status"),
            "Dir::Cache=" + folder.resolve("cache"))) {
      options.add("-o");
      options.add(each);
    }
    Apt apt = new Apt(tool, options);
    // It fails where one of several sources does; what is then missing is named where it is asked.
    Ended _ = tool.run(apt.words("apt-get", "-q", "update"));
    return apt;
  }

  /** What a package depends on, as apt-cache prints it. */
  String depends(String name) {
    return tool.must(words("apt-cache", "depends", name)).output();
  }

  /** Puts the archives of these packages into the tool's folder. */
  void download(List<String> packages) {
    List<String> command = words("apt-get", "-q", "download");
    command.addAll(packages);
    Ended _ = tool.must(command);
  }

  private List<String> words(String program, String... then) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(options);
    command.addAll(List.of(then));
    return command;
  }
}
