package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.map.SteeringMap;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringHandlerTest {
  @TempDir Path folder;
  private Path file;
  private Path good;
  private long time;
  private SteeringHandler steering;

  @BeforeEach
  void start() {
    file = folder.resolve("steering.json");
    good = folder.resolve("good.json");
    steering = new SteeringHandler(SteeringSettings.of(file));
  }

  @Test
  void asksForPatienceBeforeAnythingIsKnown() {
    assertThat(get().status()).isEqualTo(503);
    assertThat(get().headers()).containsEntry("Retry-After", "5");
  }

  @Test
  void answersFromTheNewFileAtOnce() {
    publish("http://a");
    assertThat(body(get())).isEqualTo("http://a/debian/\tpriority:1\n");
    publish("http://bb");
    assertThat(body(get())).isEqualTo("http://bb/debian/\tpriority:1\n");
  }

  @Test
  void keepsTheLastGoodMapWhenTheFileIsSpoiltOrGone() throws IOException {
    publish("http://a");
    Answer good = get();
    for (String spoilt :
        List.of(
            "",
            "{",
            "[]",
            "{\"format\":1,\"trees\":{}}",
            good("\"format\":2", "\"format\":3"),
            good("\"debian\"", "\"De/b\""),
            good("\"debian\"", "\"debian/../x\""),
            good("http://a", "file:///etc"),
            good("http://a", "http://x/\\n"),
            good("http://a", "http://u:p@x"),
            good("\"location\":\"east\"", "\"location\":\"A b\""),
            good("\"location\":\"east\",", ""),
            good("\"location\":\"east\"", "\"location\":null"),
            good("\"weight\":100", "\"weight\":0"),
            good("\"weight\":100", "\"weight\":\"100\""),
            good("\"weight\":100", "\"weight\":100.5"),
            good("\"weight\":100", "\"weight\":100,\"rule\":1"),
            good("\"weight\":100", "\"weight\":100,\"weight\":100"),
            good("\"netblocks\":[]", "\"netblocks\":[\"10.0.0.0/33\"]"),
            good("\"netblocks\":[]", "\"netblocks\":[null]"),
            good("\"asns\":[]", "\"asns\":[0]"),
            good("\"fresh\":[0]", "\"fresh\":[1]"),
            good("\"fresh\":[0]", "\"fresh\":[-1]"),
            good("\"fresh\":[0]", "\"fresh\":[[[[[[]]]]]]"),
            good("\"carriers\":0", "\"carriers\":7"),
            good("\"hosts\":[", "\"hosts\":[null,"),
            good("\"repositories\":[]", "\"repositories\":[[\"a\"]]"),
            good("\"repositories\":[]", "\"repositories\":[[\"a\",\"b\"],[\"a\",\"\"]]"),
            good("}", "}}"),
            " ".repeat((64 << 20) + 1))) {
      Files.writeString(file, spoilt);
      assertThat(body(get())).as(spoilt.strip()).isEqualTo(body(good));
    }
    Files.delete(file);
    assertThat(body(get())).isEqualTo(body(good));
    publish("http://c");
    assertThat(body(get())).startsWith("http://c/");
  }

  @Test
  void leavesAnEqualFileAlone() throws IOException {
    publish("http://a");
    Object before = Files.readAttributes(file, "unix:ino,ctime");
    publish("http://a");
    assertThat((Object) Files.readAttributes(file, "unix:ino,ctime")).isEqualTo(before);
  }

  @Test
  void beginsElsewhereForEachClientWithoutLocation() {
    publish("http://a", "http://b", "http://c");
    Set<String> first = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      first.add(body(get()).lines().findFirst().orElseThrow());
    }
    assertThat(first)
        .containsExactly(
            "http://a/debian/\tpriority:1",
            "http://b/debian/\tpriority:1",
            "http://c/debian/\tpriority:1");
  }

  @Test
  void refusesEdgesThatNoClientCouldAsk() {
    assertThatThrownBy(() -> Host.edge("a", "east", List.of(URI.create("ftp://x"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Host.edge("a", "east", List.of(URI.create("http:///x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The file as it was published last, with something else in one place. */
  private String good(String part, String instead) throws IOException {
    String content = Files.readString(good);
    assertThat(content).contains(part);
    return content.replaceFirst(
        java.util.regex.Pattern.quote(part), java.util.regex.Matcher.quoteReplacement(instead));
  }

  private Answer get() {
    return steering.handle(
        new Request(
            "GET",
            "/mirrors/debian.txt",
            MultiMap.caseInsensitiveMultiMap(),
            new byte[0],
            "192.0.2.1"));
  }

  private static String body(Answer answer) {
    return new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
  }

  private void publish(String... urls) {
    List<Host> hosts =
        Stream.of(urls)
            .map(url -> Host.edge(url.replace("http://", ""), "east", List.of(URI.create(url))))
            .toList();
    SteeringMap map =
        SteeringMap.of(
            Instant.ofEpochSecond(++time),
            hosts,
            List.of(
                Directory.of(
                    "debian", hosts.stream().map(host -> Carrier.fresh(host.name())).toList())));
    SteeringFile.write(file, map);
    SteeringFile.write(good, map);
  }
}
