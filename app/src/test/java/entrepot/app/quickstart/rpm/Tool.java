package entrepot.app.quickstart.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of the machine that judges what is made here; a test that needs it is skipped without.
 */
record Tool(String name) {
  /** What it printed, both streams; it must have succeeded. */
  String run(Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    assumeTrue(
        Stream.of("/usr/bin", "/bin").anyMatch(f -> Files.isExecutable(Path.of(f, name))),
        name + " is not installed");
    List<String> command =
        Stream.concat(Stream.of(name), Stream.of(arguments)).map(String::valueOf).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, printed).isZero();
    return printed;
  }

  String run(Object... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }
}
