package entrepot.collect.wheels;

import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Has mmdebstrap install a Debian system into a folder, and makes it fit for a sandbox. */
final class DebianRoot {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64");
  private static final List<String> LEFT_OUT = List.of("doc", "man", "locale", "info");

  private final Platform platform;
  private final Path root;
  private final Path log;
  private final boolean asRoot = "root".equals(System.getProperty("user.name"));

  /** To be made at {@code root}, which does not exist yet. */
  DebianRoot(Platform platform, Path root, Path log) {
    this.platform = platform;
    this.root = root;
    this.log = log;
  }

  void make() throws IOException, InterruptedException {
    String own = ARCHITECTURES.getOrDefault(System.getProperty("os.arch"), "");
    if (!own.equals(platform.architecture())) {
      throw new BuilderNotMade(
          platform,
          "this machine cannot run %s".formatted(platform.architecture()),
          "Build the wheels of that platform on a machine of its architecture.",
          null);
    }
    if (platform.sources().isEmpty()) {
      throw new BuilderNotMade(
          platform,
          "apt on this machine has no source of %s".formatted(platform.suite()),
          "Name a Debian mirror in the configuration: 'source: URL'.",
          null);
    }
    if (asRoot) {
      run(mmdebstrap(root.toString()));
    } else {
      Path packed = root.resolveSibling("root.tar");
      run(mmdebstrap(packed.toString()));
      Files.createDirectory(root);
      run(List.of("tar", "-xf", packed.toString(), "-C", root.toString(), "--exclude", "./dev/*"));
      Files.delete(packed);
    }
    fit();
  }

  private List<String> mmdebstrap(String target) {
    List<String> words = new ArrayList<>();
    if (asRoot) {
      // A killed maker takes it along, with all that it mounted.
      words.addAll(List.of("setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork"));
      words.addAll(List.of("--kill-child=KILL", "--mount-proc"));
    }
    words.addAll(List.of("mmdebstrap", "--variant=essential"));
    words.add("--architectures=" + platform.architecture());
    words.add("--aptopt=Acquire::Languages \"none\"");
    words.add("--aptopt=APT::Install-Recommends \"false\"");
    LEFT_OUT.forEach(folder -> words.add("--dpkgopt=path-exclude=/usr/share/" + folder + "/*"));
    Stream<String> all = Stream.concat(Platform.USUAL.stream(), platform.packages().stream());
    words.add("--include=" + String.join(",", all.distinct().toList()));
    words.addAll(List.of(platform.suite(), target, "-"));
    return words;
  }

  private void run(List<String> words) throws IOException, InterruptedException {
    Path sources = root.resolveSibling("sources.list");
    Files.writeString(sources, String.join("\n", platform.sources()) + "\n");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(sources.toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw failed("it took longer than %d minutes".formatted(PATIENCE.toMinutes()));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() != 0) {
      String last = LogEnd.of(log);
      throw failed(words.getFirst() + " ended with " + process.exitValue() + ": " + last);
    }
  }

  private BuilderNotMade failed(String found) {
    return new BuilderNotMade(
        platform, found, "Its log is %s; check the suite and its source.".formatted(log), null);
  }

  /** Its only writable place will be /work. */
  private void fit() throws IOException {
    for (String temporary : List.of("tmp", "var/tmp")) {
      Folders.delete(root.resolve(temporary));
    }
    Files.createSymbolicLink(root.resolve("tmp"), Path.of("work/tmp"));
    Files.createSymbolicLink(root.resolve("var/tmp"), Path.of("../work/tmp"));
    Files.createDirectory(root.resolve("work"));
    Files.createDirectories(root.resolve("run/entrepot"));
    Files.createFile(root.resolve("run/entrepot/index.sock"));
    append("etc/passwd", "build:x:1000:1000:build:/work/home:/bin/sh\n");
    append("etc/group", "build:x:1000:\n");
  }

  private void append(String file, String line) throws IOException {
    Files.writeString(root.resolve(file), line, StandardOpenOption.APPEND);
  }

  /** What is installed: each package with version and architecture. */
  static Digest packages(Path root) throws IOException {
    TreeSet<String> installed = new TreeSet<>();
    StringBuilder stanza = new StringBuilder();
    for (String line : Files.readAllLines(root.resolve("var/lib/dpkg/status"))) {
      if (line.isEmpty()) {
        installed.add(stanza.toString());
        stanza.setLength(0);
      } else if (line.matches("(Package|Version|Architecture|Status): .*")) {
        stanza.append(line).append('\n');
      }
    }
    installed.add(stanza.toString());
    return Digest.sha256Of(String.join("\n", installed).getBytes(StandardCharsets.UTF_8));
  }
}
