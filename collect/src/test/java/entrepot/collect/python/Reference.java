package entrepot.collect.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** PyPA's own packaging library, asked in a Python process. */
final class Reference {
  static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final List<List<Object>> questions = new ArrayList<>();

  Reference(Path folder) {
    this.folder = folder;
  }

  void ask(Object... question) {
    questions.add(List.of(question));
  }

  List<List<Object>> questions() {
    return questions;
  }

  /** One answer for each question; {@code {"refused": …}} for what it takes for malformed. */
  List<JsonNode> answers() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "there is no " + PYTHON);
    // Those before 22 read anything at all as a version.
    assumeTrue(
        run("-c", "from packaging import version; assert not hasattr(version, 'LegacyVersion')"),
        "python3-packaging is not installed, or old");
    Path script = folder.resolve("reference.py");
    try (InputStream resource = Reference.class.getResourceAsStream("reference.py")) {
      Files.copy(java.util.Objects.requireNonNull(resource), script);
    }
    Path in = folder.resolve("questions");
    List<String> lines = questions.stream().map(JSON::writeValueAsString).toList();
    Files.write(in, lines);
    if (!run(script.toString())) {
      throw new AssertionError(Files.readString(folder.resolve("errors")));
    }
    return Files.readAllLines(folder.resolve("answers"), StandardCharsets.UTF_8).stream()
        .map(JSON::readTree)
        .toList();
  }

  /** Runs Python alone, with no module of this user or of the working folder. */
  boolean run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-I"));
    command.addAll(List.of(arguments));
    Path in = folder.resolve("questions");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Files.exists(in) ? in.toFile() : Path.of("/dev/null").toFile())
            .redirectOutput(folder.resolve("answers").toFile())
            .redirectError(folder.resolve("errors").toFile());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("Python did not end in a minute");
    }
    return process.exitValue() == 0;
  }
}
