package entrepot.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.steering.map.Carrier;
import entrepot.steering.map.Directory;
import entrepot.steering.map.Host;
import entrepot.steering.map.RepoArch;
import entrepot.steering.map.RepomdFile;
import entrepot.steering.map.SteeringFile;
import entrepot.steering.map.SteeringMap;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that has one tree, in a folder that is named otherwise. */
class OneTreeMirrorTest {
  private static final Host MIRROR =
      Host.external("m", List.of(URI.create("http://m.example.net/pub/linux"))).rootOf("fedora");
  private static final String SHA256 = "0f".repeat(32);

  @TempDir Path folder;
  private SteeringHandler steering;

  @BeforeEach
  void publish() {
    Path file = folder.resolve("steering.json");
    RepomdFile repomd =
        new RepomdFile(1, 1_000, Optional.empty(), Optional.empty(), SHA256, Optional.empty(), 0);
    SteeringFile.write(
        file,
        SteeringMap.of(
            Instant.ofEpochSecond(2),
            List.of(MIRROR),
            List.of(
                new Directory(
                    "fedora/42/os",
                    List.of(new RepoArch("fedora-42", "x86_64")),
                    false,
                    List.of(repomd),
                    List.of(Carrier.serving("m", SHA256))),
                Directory.of("fedora", List.of(Carrier.fresh("m"))))));
    steering = new SteeringHandler(SteeringSettings.of(file));
  }

  @Test
  void isNamedWithoutTheTree() {
    assertThat(ask("/mirrorlist?repo=fedora-42&arch=x86_64"))
        .endsWith("\nhttp://m.example.net/pub/linux/42/os/\n");
    assertThat(ask("/mirrorlist?path=fedora/42/os/Packages/a%20b.rpm"))
        .endsWith("\nhttp://m.example.net/pub/linux/42/os/Packages/a%20b.rpm\n");
    assertThat(ask("/metalink?repo=fedora-42&arch=x86_64"))
        .contains(">http://m.example.net/pub/linux/42/os/repodata/repomd.xml</url>");
    assertThat(ask("/mirrors/fedora.txt")).startsWith("http://m.example.net/pub/linux/\tpriority:");
  }

  @Test
  void carriesNoOtherTree() {
    for (String path : List.of("ubuntu", "fedora-old", "ubuntu/fedora")) {
      assertThatThrownBy(() ->
              SteeringMap.of(
                  Instant.EPOCH,
                  List.of(MIRROR),
                  List.of(Directory.of(path, List.of(Carrier.fresh("m"))))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String ask(String target) {
    Answer.Whole answer =
        (Answer.Whole)
            steering.handle(
                new Request(
                    "GET", target, MultiMap.caseInsensitiveMultiMap(), new byte[0], "198.18.0.1"));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
