package entrepot.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFormatTest {
  private static final String SCHEMA =
      """
      {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
       "additionalProperties": true,
       "properties": {"name": {"type": "string", "examples": ["x"]}, "file": {"type": "string"}}}
      """;

  private final ConfigurationFormat<Optional<Value>> format =
      new ConfigurationFormat<>(SCHEMA, root -> root.value("name"));

  @TempDir Path folder;

  @Test
  void aPathBeginsAtTheFolderOfTheFile() throws IOException {
    assertThat(load("name: ../keys/a.gpg").orElseThrow().path())
        .isEqualTo(folder.resolveSibling("keys/a.gpg"));
    assertThat(load("name: /keys/a.gpg").orElseThrow().path()).isEqualTo(Path.of("/keys/a.gpg"));
  }

  @Test
  void whatNobodyAskedForIsTold() throws IOException {
    assertThat(format.load(write("name: a\nfile: b\n")).unread()).containsExactly("/file");
  }

  @Test
  void warningsDoNotStopIt() throws IOException {
    var warning =
        new ConfigurationFormat<>(
            SCHEMA,
            root -> {
              root.value("name").orElseThrow().warning("is odd", "write another");
              return 1;
            });
    Path file = write("\n  name: a");

    assertThat(warning.load(file).warnings())
        .extracting(Problem::toString)
        .containsExactly(file + ":2:3: warning: name: is odd; write another");
  }

  @Test
  void aFileOfOneMebibyteIsTheLargest() throws IOException {
    String head = "name: a\n#";
    Path file = write(head + "x".repeat(DocumentReader.MAX_BYTES - head.length()));
    assertThat(format.load(file).configuration()).isPresent();

    Files.writeString(file, "x", java.nio.file.StandardOpenOption.APPEND);
    assertThat(refused(file))
        .isEqualTo(
            file + ":1:1: the file has more than 1 MiB; keep one file of configuration small");
  }

  @Test
  void anEndlessFileIsRefused() {
    assertThat(refused(Path.of("/dev/zero"))).contains("more than 1 MiB");
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(refused(folder)).contains("the file cannot be read: ");
  }

  @Test
  void nestingHasALimit() throws IOException {
    Path file = write("name: " + "[".repeat(17) + "]".repeat(17));
    assertThat(refused(file))
        .contains(":1:23: ")
        .contains("is nested more than 16 deep; nest less");

    assertThat(refused(write("[".repeat(100_000)))).contains(":1:");
  }

  @Test
  void anAliasIsNeverFollowed() throws IOException {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(9)).append("]\n");
    }
    assertThat(refused(write(bomb.toString())))
        .contains(":2:10: a1.0: is an alias (*a0); write the value itself");
  }

  @Test
  void bytesThatAreNotUtf8HaveAPlace() throws IOException {
    Path file = folder.resolve("c.yaml");
    Files.write(file, "name: a\nfile: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refused(file)).isEqualTo(file + ":2:7: a byte is not UTF-8; save the file as UTF-8");
  }

  @Test
  void anEmptyFileIsToldWhatToBeginWith() throws IOException {
    assertThat(refused(write("# nothing\n"))).contains(":1:1: the file is empty; begin with");
  }

  @ParameterizedTest
  @CsvSource({
    "1500ms, PT1.5S",
    "30s, PT30S",
    "15m, PT15M",
    "12h, PT12H",
    "3d, PT72H",
    "2w, PT336H"
  })
  void aDurationIsANumberAndAUnit(String text, Duration duration) {
    assertThat(Amounts.duration(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"7B, 7", "50GB, 50000000000", "64MiB, 67108864", "1 TiB, 1099511627776", "2kB, 2000"})
  void aSizeIsANumberAndAUnit(String text, long bytes) {
    assertThat(Amounts.bytes(text)).contains(bytes);
  }

  @ParameterizedTest
  @CsvSource({"''", "5", "m", "-5m", "5 months", "5m 3s", "99999999999m", "1.5h"})
  void whatIsNoAmountIsNone(String text) {
    assertThat(Amounts.duration(text)).isEmpty();
    assertThat(Amounts.bytes(text)).isEmpty();
  }

  @Test
  void aSizeThatOverflowsIsNone() {
    assertThat(Amounts.bytes("999999999TB")).isEmpty();
  }

  private Optional<Value> load(String text) throws IOException {
    return format.load(write(text)).configuration();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("c.yaml"), text);
  }

  private String refused(Path file) {
    var thrown = catchThrowableOfType(InvalidConfiguration.class, () -> format.load(file));
    assertThat(thrown).as("the file is refused").isNotNull();
    return thrown.problems().getFirst().toString();
  }
}
