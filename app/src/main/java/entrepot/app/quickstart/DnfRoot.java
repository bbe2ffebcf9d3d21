package entrepot.app.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A dnf with a root of its own, which only root can run; it checks every signature. */
final class DnfRoot implements ClientRoot {
  private final Path root;
  private final Path home;
  private final Path log;

  private DnfRoot(Path root) {
    this.root = root;
    this.home = root.resolve("home");
    this.log = root.resolve("dnf.log");
  }

  /**
   * Lays out an empty root with one repository.
   *
   * @param source {@code mirrorlist=…}, {@code metalink=…} or {@code baseurl=…}
   * @param region what the variable {@code $location} is to be, as the client kit writes it
   */
  static DnfRoot create(Path root, String source, Path keyring, String region) {
    DnfRoot dnf = new DnfRoot(root);
    try {
      Files.createDirectories(root.resolve("etc/dnf/vars"));
      Files.createDirectories(root.resolve("etc/yum.repos.d"));
      Files.createDirectories(dnf.home);
      // Debian's rpm would keep its database in the home folder.
      Files.writeString(dnf.home.resolve(".rpmmacros"), "%_dbpath /var/lib/rpm\n");
      Files.writeString(root.resolve("etc/dnf/vars/location"), region + "\n");
      Files.writeString(
          root.resolve("etc/dnf/dnf.conf"),
          """
          [main]
          gpgcheck=1
          plugins=0
          retries=1
          timeout=10
          """);
      Files.writeString(
          root.resolve("etc/yum.repos.d/quickstart.repo"),
          """
          [quickstart]
          name=Entrepot's quickstart
          %s
          gpgcheck=1
          repo_gpgcheck=1
          gpgkey=%s
          """
              .formatted(source, keyring.toUri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return dnf;
  }

  @Override
  public boolean install(String name) throws InterruptedException {
    try {
      return tool("dnf").run("-y", "--installroot=" + root, "--releasever=1", "install", name) == 0
          && tool("rpm").run("--dbpath=" + root.resolve("var/lib/rpm"), "-q", name) == 0;
    } finally {
      stopAgents();
    }
  }

  /** gpg leaves an agent behind for each keyring that dnf makes, and dnf never stops it. */
  private void stopAgents() throws InterruptedException {
    Path cache = root.resolve("var/cache/dnf");
    if (!Files.isDirectory(cache)) {
      return;
    }
    try (Stream<Path> below = Files.find(cache, 2, (path, _) -> path.endsWith("pubring"))) {
      for (Path keyring : below.toList()) {
        tool("gpgconf").run("--homedir", keyring.toString(), "--kill", "gpg-agent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tool tool(String name) {
    return new Tool(name, Map.of("HOME", home.toString(), "TMPDIR", home.toString()), log);
  }

  @Override
  public Path log() {
    return log;
  }
}
