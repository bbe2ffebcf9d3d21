package entrepot.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that is a whole small system to chroot: busybox, and nothing else. */
final class PrivateRoot {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private final Path root;
  private @Nullable MetadataService network;

  PrivateRoot(Path root) {
    this.root = root;
    try {
      for (String path :
          List.of(
              "usr/bin",
              "usr/sbin",
              "usr/lib",
              "usr/lib64",
              "etc/yum.repos.d",
              "etc/dnf",
              "etc/apt/sources.list.d",
              "dev",
              "tmp",
              "run",
              "var/lib/rpm",
              "var/lib/dpkg/info",
              "var/lib/dpkg/updates",
              "var/lib/dpkg/triggers")) {
        Files.createDirectories(root.resolve(path));
      }
      for (String name : List.of("bin", "sbin", "lib", "lib64")) {
        Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
      }
      Files.createFile(root.resolve("var/lib/dpkg/status"));
      Files.copy(Path.of("/usr/bin/busybox"), root.resolve("usr/bin/busybox"));
      Ran.command("/usr/bin/ldd", "/usr/bin/busybox")
          .output()
          .lines()
          .map(LIBRARY::matcher)
          .filter(java.util.regex.Matcher::find)
          .forEach(library -> copy(library.group(1)));
      for (String applet :
          Ran.command("/usr/bin/busybox", "--list").must().output().lines().toList()) {
        Files.createSymbolicLink(root.resolve("usr/bin").resolve(applet), Path.of("busybox"));
      }
      // dpkg removes a folder that its last package leaves empty.
      Files.createSymbolicLink(root.resolve("usr/sbin/init"), Path.of("../bin/busybox"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Ran.command("mknod", "-m", "666", root.resolve("dev/null").toString(), "c", "1", "3").must();
  }

  private void copy(String library) {
    Path target = root.resolve(library.substring(1));
    try {
      Files.createDirectories(target.getParent());
      Files.copy(Path.of(library), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PrivateRoot in(MetadataService service) {
    network = service;
    return this;
  }

  /** Runs a program of the root inside it. */
  Ran inside(String... command) {
    var words = new ArrayList<String>();
    words.addAll(List.of("chroot", root.toString()));
    words.addAll(List.of(command));
    return run(words);
  }

  /** Runs a program of the machine; in the same network as those inside, or in none. */
  Ran outside(String... command) {
    return run(List.of(command));
  }

  private Ran run(List<String> command) {
    var words = new ArrayList<String>();
    words.addAll(network == null ? List.of("/usr/bin/unshare", "-n") : network.entry());
    words.addAll(command);
    return Ran.command(
        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C", "HOME", "/"), words);
  }

  Path path() {
    return root;
  }

  PrivateRoot write(String path, String text) {
    try {
      Files.writeString(root.resolve(path.substring(1)), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(root.resolve(path.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path.substring(1)), LinkOption.NOFOLLOW_LINKS);
  }

  /** What there is below /etc, /usr, /var and /run, but for the package managers' own records. */
  Map<String, String> everything() {
    var found = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = "/" + root.relativize(path);
        if (name.startsWith("/var/lib/dpkg") || name.startsWith("/var/lib/rpm")) {
          continue;
        }
        boolean text = name.startsWith("/etc/") && Files.isRegularFile(path);
        found.put(name, text ? Files.readString(path, StandardCharsets.UTF_8) : "");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
