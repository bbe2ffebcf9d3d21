package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.map.SteeringMap;
import entrepot.steering.network.Netblock;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
    Answer answer = new SteeringHandler(SteeringSettings.of(file)).handle(request);
    TreeMap<String, String> headers = new TreeMap<>(answer.headers());
    headers.remove("Content-Type");
    return "%d %s\n%s"
        .formatted(
            answer.status(),
            headers,
            new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8));
  }

  private static SteeringMap map() {
    return SteeringMap.of(
        Instant.EPOCH,
        List.of(
            Host.edge("east-1", "east", List.of(URI.create("http://10.1.0.1:8081"))),
            Host.edge("east-2", "east", List.of(URI.create("http://10.1.0.2:8081/"))),
            Host.edge("west", "west", List.of(URI.create("https://west.example.org/edge"))),
            Host.edge("north-1", "north-1", List.of(URI.create("http://[fd00::3]:8083"))),
            Host.edge("lab", "lab", List.of(URI.create("http://10.7.0.1")))
                .servingOnly(List.of(Netblock.of("10.7.0.0/16"))),
            Host.external("other", List.of(URI.create("http://mirror.example.net/pub"))),
            Host.external("old", List.of(URI.create("http://old.example.net")))),
        List.of(
            Directory.of(
                "debian",
                List.of(
                    Carrier.fresh("east-1"),
                    Carrier.fresh("east-2"),
                    Carrier.fresh("west"),
                    Carrier.stale("north-1"))),
            Directory.of("ubuntu", List.of(Carrier.fresh("west"))),
            Directory.of(
                "mixed",
                List.of(
                    Carrier.fresh("other"),
                    Carrier.stale("old"),
                    Carrier.fresh("lab"),
                    Carrier.fresh("east-1"))),
            Directory.of("retired", List.of())));
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
