package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.listen.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every request of {@code directories.txt} gets the answer written below it, in {@link
 * TestingWorld} and with the same random numbers.
 */
class DirectoryAnswersTest {
  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> answersAsWritten() throws IOException {
    TestingWorld world = new TestingWorld(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : golden().split("\n\n", -1)) {
      List<String> lines =
          block.lines().dropWhile(line -> line.startsWith("# ") || line.isEmpty()).toList();
      if (!lines.isEmpty()) {
        tests.add(
            DynamicTest.dynamicTest(
                lines.getFirst(),
                () -> assertThat(answer(world, lines)).isEqualTo(String.join("\n", lines) + "\n")));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(70);
    return tests;
  }

  /** The request as it was written, and the answer. */
  private static String answer(TestingWorld world, List<String> lines) {
    String[] request = lines.getFirst().split(" ", -1);
    String client = header(lines, "Client: ", "198.18.0.1");
    String forwarded = header(lines, "X-Forwarded-For: ", "");
    Answer.Whole answer = world.ask(request[0], request[1], client, forwarded);
    StringBuilder out = new StringBuilder(lines.getFirst()).append('\n');
    lines.stream()
        .skip(1)
        .takeWhile(line -> line.startsWith("Client: ") || line.startsWith("X-Forwarded-For: "))
        .forEach(line -> out.append(line).append('\n'));
    out.append(answer.status()).append(' ');
    String location = answer.headers().get("Location");
    out.append(location == null ? answer.headers().get("Content-Type") : "Location: " + location);
    return out.append('\n').append(TestingWorld.body(answer)).toString();
  }

  private static String header(List<String> lines, String name, String otherwise) {
    return lines.stream()
        .skip(1)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private static String golden() {
    try (InputStream in = DirectoryAnswersTest.class.getResourceAsStream("directories.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
