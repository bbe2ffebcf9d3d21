package entrepot.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A shell and the only other programs that it finds. */
enum Kit {
  DASH_WITH_CURL("dash", "curl", true),
  BASH_WITH_WGET("bash --posix", "wget", true),
  BUSYBOX_WITH_NC("busybox sh", "nc", true),
  BUSYBOX_WITH_ITS_WGET("busybox sh", "wget", false);

  private static final List<String> TOOLS =
      List.of(
          "awk",
          "cat",
          "chmod",
          "cp",
          "find",
          "grep",
          "head",
          "mkdir",
          "mktemp",
          "mv",
          "rm",
          "rmdir",
          "sed",
          "sha256sum",
          "sleep",
          "sort",
          "sync",
          "tail",
          "tr",
          "uname",
          "wc");

  private final String shell;
  private final String http;
  private final boolean tokens;

  Kit(String shell, String http, boolean tokens) {
    this.shell = shell;
    this.http = http;
    this.tokens = tokens;
  }

  /** Whether its HTTP client can ask for a token. */
  boolean tokens() {
    return tokens;
  }

  boolean busybox() {
    return shell.startsWith("busybox");
  }

  /** The shell, to be followed by a script and its arguments. */
  List<String> shell() {
    var command = new ArrayList<String>();
    for (String word : shell.split(" ", -1)) {
      command.add(command.isEmpty() ? real(word).toString() : word);
    }
    return command;
  }

  /** A folder that holds nothing but the tools, to be the only one of PATH. */
  Path tools(boolean withHttp) {
    Path folder = Path.of("target", "tools", name() + (withHttp ? "" : "_ALONE")).toAbsolutePath();
    var names = new ArrayList<>(TOOLS);
    if (withHttp) {
      names.add(http);
    }
    if (!busybox()) {
      names.add("flock");
    }
    try {
      Files.createDirectories(folder);
      for (String name : names) {
        Files.deleteIfExists(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), real(busybox() ? "busybox" : name));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(String program) {
    return List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/").stream()
        .map(folder -> Path.of(folder + program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + program + " here: run ./test"));
  }
}
