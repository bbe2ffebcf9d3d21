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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file system of a machine, below a folder, and the client at work on it. */
final class Instance {
  static final Path PROGRAM = Path.of("src/main/root/usr/sbin/entrepot-client").toAbsolutePath();
  static final String STATE = "/var/lib/entrepot-client/";

  private final Path root;
  private final Kit kit;
  private final Path tools;
  private final Path work;
  private @Nullable MetadataService network;

  Instance(Path folder, Kit kit) {
    this(folder, kit, true);
  }

  Instance(Path folder, Kit kit, boolean withHttp) {
    this.kit = kit;
    root = folder.resolve("root");
    work = folder.resolve("tmp");
    tools = kit.tools(withHttp);
    for (String path : List.of("etc/yum.repos.d", "etc/dnf", "etc/apt/sources.list.d", "run")) {
      try {
        Files.createDirectories(root.resolve(path));
        Files.createDirectories(work);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    write(
        "/etc/entrepot/client.conf",
        """
        # of a test
        DOMAIN=mirrors.example.org
        WRITE=yum dnf apt pip
        APT=ubuntu http://archive.ubuntu.com/ubuntu http://security.ubuntu.com/ubuntu
        APT=tools https://packages.example.com/apt/
        """);
  }

  /** From now on the client runs in that network, and nowhere else. */
  Instance in(MetadataService service) {
    network = service;
    return this;
  }

  /** Runs the client; without a network of its own it has none at all. */
  Ran run(String... arguments) {
    var command = new ArrayList<String>();
    if (network != null) {
      command.addAll(network.entry());
    } else if (List.of(arguments).contains("update")) {
      command.addAll(List.of("/usr/bin/unshare", "-n"));
    }
    command.addAll(kit.shell());
    command.add(PROGRAM.toString());
    command.addAll(List.of("--root", root.toString()));
    command.addAll(List.of(arguments));
    return Ran.command(
        Map.of("PATH", tools.toString(), "TMPDIR", work.toString(), "http_proxy", "http://[::1]:9"),
        command);
  }

  Path path(String path) {
    return root.resolve(path.substring(1));
  }

  Instance write(String path, String text) {
    try {
      Files.createDirectories(path(path).getParent());
      Files.writeString(path(path), text, StandardCharsets.ISO_8859_1);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(path(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String path) {
    return Files.exists(path(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** Every file and folder but the client's own state, with the content of the files. */
  Map<String, String> everything() {
    var found = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = "/" + root.relativize(path);
        if (name.startsWith("/var") || name.equals("/run/entrepot-client.lock")) {
          continue;
        }
        found.put(
            name,
            Files.isRegularFile(path)
                ? Files.readString(path, StandardCharsets.ISO_8859_1)
                : "(folder)");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the client left in its folder for temporary files. */
  List<Path> litter() {
    try (Stream<Path> found = Files.list(work)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
