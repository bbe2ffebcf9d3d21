package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringHandlerTest {
  @TempDir Path folder;
  private Path file;
  private SteeringHandler steering;

  @BeforeEach
  void start() {
    file = folder.resolve("steering.json");
    steering = new SteeringHandler(file);
  }

  @Test
  void asksForPatienceBeforeAnythingIsKnown() {
    assertThat(get().status()).isEqualTo(503);
    assertThat(get().headers()).containsEntry("Retry-After", "5");
  }

  @Test
  void answersFromTheNewFileAtOnce() {
    publish("http://a");
    assertThat(get().body()).isEqualTo("http://a/debian/\tpriority:1\n");
    publish("http://bb");
    assertThat(get().body()).isEqualTo("http://bb/debian/\tpriority:1\n");
  }

  @Test
  void keepsTheLastGoodMapWhenTheFileIsSpoiltOrGone() throws IOException {
    publish("http://a");
    SteeringHandler.Answer good = get();
    for (String spoilt :
        List.of(
            "",
            "{",
            "[]",
            "{\"format\":2,\"trees\":{}}",
            "{\"format\":1,\"trees\":{\"debian\":{}}}",
            "{\"format\":1,\"trees\":{\"De/b\":[]}}",
            edge("{\"region\":\"a\",\"url\":\"file:///etc\",\"fresh\":true}"),
            edge("{\"region\":\"a\",\"url\":\"http://x/\\n\",\"fresh\":true}"),
            edge("{\"region\":\"A b\",\"url\":\"http://x\",\"fresh\":true}"),
            edge("{\"region\":\"a\",\"url\":\"http://u:p@x\",\"fresh\":true}"),
            edge("{\"region\":\"a\",\"url\":\"http://x\"}"),
            " ".repeat((4 << 20) + 1))) {
      Files.writeString(file, spoilt);
      assertThat(get()).as(spoilt.strip()).isEqualTo(good);
    }
    Files.delete(file);
    assertThat(get()).isEqualTo(good);
    publish("http://c");
    assertThat(get().body()).startsWith("http://c/");
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
      first.add(get().body().lines().findFirst().orElseThrow());
    }
    assertThat(first)
        .containsExactly(
            "http://a/debian/\tpriority:1",
            "http://b/debian/\tpriority:1",
            "http://c/debian/\tpriority:1");
  }

  @Test
  void refusesEdgesThatNoClientCouldAsk() {
    assertThatThrownBy(() -> new Mirror("east", URI.create("ftp://x"), true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Mirror("east", URI.create("http:///x"), true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String edge(String json) {
    return "{\"format\":1,\"trees\":{\"debian\":[" + json + "]}}";
  }

  private SteeringHandler.Answer get() {
    return steering.handle("GET", "/mirrors/debian.txt", _ -> Optional.empty());
  }

  private void publish(String... urls) {
    TreeMap<String, List<Mirror>> trees = new TreeMap<>();
    trees.put(
        "debian",
        List.of(urls).stream().map(url -> new Mirror("east", URI.create(url), true)).toList());
    SteeringFile.write(file, new MirrorMap(trees));
  }
}
