package entrepot.app.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run with a plain environment and its output in a file. */
record Tool(String name, Map<String, String> environment, Path log) {
  /** dpkg looks for ldconfig and start-stop-daemon there, also when no root asks. */
  private static final String SYSTEM = "/usr/local/sbin:/usr/sbin:/sbin";

  /** What a shell returns for a program that was ended because it took too long. */
  private static final int TOO_LONG = 124;

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  Tool {
    environment = Map.copyOf(environment);
  }

  /** Whether the machine has it. */
  static boolean exists(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Whether this process may do what only root may. */
  static boolean asRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Runs it; answers its exit code. */
  int run(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(key -> key.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    inherited.merge("PATH", SYSTEM, (mine, more) -> mine + ":" + more);
    inherited.put("LC_ALL", "C.UTF-8");
    inherited.putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return TOO_LONG;
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
