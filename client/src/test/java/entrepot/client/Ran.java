package entrepot.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that has ended: its exit code and what it said on both outputs. */
record Ran(List<String> command, int exit, String output) {
  private static final long LONGEST_SECONDS = 120;

  /** Runs a command with nothing but this environment. */
  static Ran command(Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("entrepot-client", ".out");
      try {
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
          assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
              .as("%s ended within %d s", command, LONGEST_SECONDS)
              .isTrue();
        } finally {
          process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        return new Ran(command, process.exitValue(), said);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }

  static Ran command(String... command) {
    return command(Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C"), List.of(command));
  }

  Ran must() {
    assertThat(exit).as("%s said: %s", command, output).isZero();
    return this;
  }

  static boolean available(String program) {
    return List.of("/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + program)));
  }
}
