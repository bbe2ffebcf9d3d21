package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.listen.Request;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every request of {@code golden.txt} gets the answer written below it, to a steering that has just
 * started.
 */
class GoldenAnswersTest {
  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> answersAsWritten() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : golden().split("\n\n", -1)) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("# ")).toList();
      if (!lines.isEmpty()) {
        tests.add(
            DynamicTest.dynamicTest(
                lines.getFirst(),
                () ->
                    assertThat(answer(lines.getFirst()))
                        .isEqualTo(String.join("\n", lines.subList(1, lines.size())) + "\n")));
      }
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(20);
    return tests;
  }

  private String answer(String requestLine) {
    Path file = folder.resolve("steering.json");
    SteeringFile.write(file, map());
    int space = requestLine.indexOf(' ');
    Request request =
        new Request(
            requestLine.substring(0, space),
            requestLine.substring(space + 1),
            MultiMap.caseInsensitiveMultiMap(),
            new byte[0],
            "192.0.2.1");
    SteeringHandler.Answer answer =
        new SteeringHandler(file).handle(request.method(), request.path(), request::query);
    return "%d %s\n%s".formatted(answer.status(), new TreeMap<>(answer.headers()), answer.body());
  }

  private static MirrorMap map() {
    TreeMap<String, List<Mirror>> trees = new TreeMap<>();
    trees.put(
        "debian",
        List.of(
            mirror("east", "http://10.1.0.1:8081", true),
            mirror("east", "http://10.1.0.2:8081/", true),
            mirror("west", "https://west.example.org/edge", true),
            mirror("north-1", "http://[fd00::3]:8083", false)));
    trees.put("ubuntu", List.of(mirror("west", "https://west.example.org/edge", true)));
    trees.put("retired", List.of());
    return new MirrorMap(trees);
  }

  private static Mirror mirror(String region, String url, boolean fresh) {
    return new Mirror(region, URI.create(url), fresh);
  }

  private static String golden() {
    try (InputStream in = GoldenAnswersTest.class.getResourceAsStream("golden.txt")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
