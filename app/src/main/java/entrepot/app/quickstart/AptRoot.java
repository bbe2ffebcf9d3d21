package entrepot.app.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real apt with a root of its own: nothing of the machine's apt or dpkg state is read or written,
 * and no root is needed.
 */
final class AptRoot {
  private final Path root;
  private final Path log;

  private AptRoot(Path root) {
    this.root = root;
    this.log = root.resolve("apt.log");
  }

  /** Lays out an empty root whose only source is {@code sourceLine}. */
  static AptRoot create(Path root, String sourceLine, String architecture) {
    AptRoot apt = new AptRoot(root);
    boolean superuser = "root".equals(System.getProperty("user.name"));
    try {
      for (String folder :
          List.of(
              "etc/apt/apt.conf.d",
              "etc/apt/preferences.d",
              "etc/apt/sources.list.d",
              "var/lib/apt/lists/partial",
              "var/cache/apt/archives/partial",
              "var/lib/dpkg/updates",
              "var/lib/dpkg/info",
              "var/log/apt")) {
        Files.createDirectories(root.resolve(folder));
      }
      Files.writeString(root.resolve("var/lib/dpkg/status"), "");
      Files.writeString(root.resolve("etc/apt/sources.list"), sourceLine + "\n");
      Files.writeString(
          root.resolve("apt.conf"),
          """
          Dir "%1$s";
          Dir::State::status "%1$s/var/lib/dpkg/status";
          APT::Architecture "%2$s";
          %3$s
          Acquire::Languages "none";
          DPkg::Options { "--root=%1$s"; "--log=%1$s/var/log/dpkg.log"; %4$s };
          """
              .formatted(
                  root,
                  architecture,
                  superuser ? "APT::Sandbox::User \"root\";" : "",
                  superuser ? "" : "\"--force-not-root\";"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return apt;
  }

  /** Runs apt-get; answers its exit code. What it prints is in {@link #log}. */
  int run(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("apt-get", "-q"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("APT_CONFIG", root.resolve("apt.conf").toString());
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    builder.environment().put("LC_ALL", "C.UTF-8");
    // dpkg looks for ldconfig and start-stop-daemon there, also when no root asks.
    builder
        .environment()
        .merge("PATH", "/usr/local/sbin:/usr/sbin:/sbin", (mine, more) -> mine + ":" + more);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
    try {
      Process apt = builder.start();
      if (!apt.waitFor(Duration.ofMinutes(5).toSeconds(), TimeUnit.SECONDS)) {
        apt.destroyForcibly();
        return 124;
      }
      return apt.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether dpkg says that the package is installed here. */
  boolean installed(String name) {
    try {
      String status = Files.readString(root.resolve("var/lib/dpkg/status"));
      for (String stanza : status.split("\n\n", -1)) {
        if (stanza.startsWith("Package: " + name + "\n")
            && stanza.contains("\nStatus: install ok installed")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What apt printed so far. */
  Path log() {
    return log;
  }
}
