package entrepot.app.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An apt with a root of its own; it needs not be run by root. */
final class AptRoot implements ClientRoot {
  private final Path root;
  private final Tool apt;

  private AptRoot(Path root) {
    this.root = root;
    this.apt =
        new Tool(
            "apt-get",
            Map.of(
                "APT_CONFIG",
                root.resolve("apt.conf").toString(),
                "DEBIAN_FRONTEND",
                "noninteractive"),
            root.resolve("apt.log"));
  }

  /** Lays out an empty root whose only source is {@code sourceLine}. */
  static AptRoot create(Path root, String sourceLine, String architecture) {
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
      Files.writeString(root.resolve("apt.conf"), configuration(root, architecture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AptRoot(root);
  }

  private static String configuration(Path root, String architecture) {
    return """
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
            Tool.asRoot() ? "APT::Sandbox::User \"root\";" : "",
            Tool.asRoot() ? "" : "\"--force-not-root\";");
  }

  @Override
  public boolean install(String name) throws InterruptedException {
    return apt.run("-q", "update") == 0
        && apt.run("-q", "install", "-y", "--no-install-recommends", name) == 0
        && installed(name);
  }

  private boolean installed(String name) {
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

  @Override
  public Path log() {
    return apt.log();
  }
}
