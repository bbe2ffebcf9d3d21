package entrepot.release;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that have a node without all that lies below it, as only accidents leave them. */
class DistrustedReplicaTest {
  @TempDir Path top;
  private TestingRegion region;

  @BeforeEach
  void region() {
    region = new TestingRegion(top);
  }

  @Test
  void worksOffASweepThatWasKilledBeforeItTrustsANode() throws IOException {
    Digest first = region.released("debian", files("one")).to();
    List<Digest> nodes = nodes(first);
    region.released("debian", files("two"));
    // A sweep wrote down what is to go, removed a leaf, and was killed.
    Files.write(
        region.folder.resolve("sweep"), nodes.stream().map(node -> "nodes/" + node.hex()).toList());
    assertThat(nodes).as("leaves come first, the root last").hasSizeGreaterThan(3);
    region.replica.backend().remove(Key.node(nodes.getFirst()));

    region.release("debian", first);
    region.assertWhole();
    assertThat(region.folder.resolve("sweep")).doesNotExist();
  }

  @Test
  void distrustsWhatAReleaseLeftThatAPowerCutEnded() throws IOException {
    Digest first = region.released("debian", files("one")).to();
    Digest next = region.snapshot("debian", files("two"));
    // The root reached the disk, what lies below it did not.
    Backend replica = region.replica.backend();
    DiskBackend store = (DiskBackend) region.store.backend();
    ((DiskBackend) replica).adopt(Key.node(next), store.file(Key.node(next)).orElseThrow());
    Files.writeString(region.folder.resolve("unflushed"), "another boot");

    region.release("debian", next);
    region.assertWhole();
    region.assertWhole(first);
    assertThat(region.folder.resolve("unflushed")).doesNotExist();
  }

  @Test
  void keepsWhatEdgesFilledAsLongAsAManifestNamesIt() {
    Digest sha256 =
        Digest.sha256Of("lazy and asked for".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    region.released("debian", Map.of("a", "lazy and asked for", "b", "1"));
    region.replica.backend().put(Key.blob(sha256), new byte[] {1});
    region.clock.pass(Duration.ofDays(300));
    region.releaser.prune(Duration.ofDays(1), Duration.ZERO);
    assertThat(region.replica.backend().stat(Key.blob(sha256))).isPresent();

    region.released("debian", Map.of("b", "1"));
    region.releaser.prune(Duration.ofDays(1), Duration.ZERO);
    assertThat(region.replica.backend().stat(Key.blob(sha256))).as("carried").isPresent();

    region.clock.pass(Duration.ofDays(4));
    region.released("debian", Map.of("b", "2"));
    region.clock.pass(Duration.ofDays(4));
    region.releaser.prune(Duration.ofDays(1), Duration.ZERO);
    assertThat(region.replica.backend().stat(Key.blob(sha256))).isEmpty();
    region.assertWhole();
  }

  @Test
  void leavesNothingBehindThatNothingNames() {
    region.released("debian", files("one"));
    region.clock.pass(Duration.ofDays(10));
    region.released("debian", files("two"));
    region.clock.pass(Duration.ofDays(10));
    region.released("debian", Map.of("only", "this"));
    region.clock.pass(Duration.ofDays(10));
    region.released("debian", Map.of("only", "that"));
    region.clock.pass(Duration.ofDays(10));
    region.releaser.prune(Duration.ofDays(1), Duration.ZERO);
    List<String> blobs = new ArrayList<>();
    region.replica.backend().list(Area.BLOBS, blob -> blobs.add(blob.key().name()));
    assertThat(blobs)
        .as("of the current snapshot and its carry")
        .containsExactlyInAnyOrder(sha256("that"));
  }

  private static String sha256(String content) {
    return Digest.sha256Of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
  }

  private List<Digest> nodes(Digest root) {
    try (Stream<Digest> nodes = region.store.manifests().nodes(root, _ -> false)) {
      return nodes.toList();
    }
  }

  private static Map<String, String> files(String content) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 1500; i++) {
      files.put("pool/" + i, content);
    }
    return files;
  }
}
