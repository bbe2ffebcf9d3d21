package entrepot.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReplicaReader.Retention;
import entrepot.release.sign.SigningKeys;
import entrepot.release.sign.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskReplicaReaderTest {
  @TempDir Path top;
  private TestingRegion region;
  private Path headFile;

  @BeforeEach
  void region() {
    region = new TestingRegion(top);
    headFile = region.folder.resolve("head.json");
  }

  @Test
  void hasNothingBeforeTheFirstReleaseAndSeesItAfterwards() {
    DiskReplicaReader edge = region.reader();
    assertThat(edge.head()).isEmpty();
    assertThat(edge.at("debian", Instant.MAX)).isEqualTo(new Retention.Unknown());
    Digest snapshot = region.released("debian", Map.of("a", "1")).to();
    assertThat(edge.refresh()).isTrue();
    assertThat(edge.refresh()).as("nothing new").isFalse();
    assertThat(edge.at("debian", snapshot))
        .isEqualTo(new Retention.Kept(snapshot, region.clock.instant()));
    assertThat(edge.manifests().find(snapshot, TreePath.of("a"))).isPresent();
  }

  @Test
  void keepsTheLastGoodHeadWhenTheNewOneIsNotToBeBelieved() throws IOException {
    region.released("debian", Map.of("a", "1"));
    byte[] first = Files.readAllBytes(headFile);
    Head forged = region.head();
    region.released("debian", Map.of("a", "2"));
    DiskReplicaReader edge = region.reader();
    Head good = edge.head().orElseThrow();
    String text = Files.readString(headFile);

    SigningKeys stranger = SigningKeys.open(top.resolve("stranger"));
    Head ahead =
        new Head("east", 9, forged.issued(), forged.trees(), forged.revocations(), forged.act());
    Head elsewhere =
        new Head("west", 9, forged.issued(), forged.trees(), forged.revocations(), forged.act());
    Head twin =
        new Head("east", 2, forged.issued(), forged.trees(), forged.revocations(), forged.act());
    for (byte[] bad :
        List.of(
            new byte[0],
            "{".getBytes(UTF_8),
            text.substring(0, text.length() / 2).getBytes(UTF_8),
            text.replaceFirst("\"sig\":\"...", "\"sig\":\"AAA").getBytes(UTF_8),
            text.replaceFirst("\"payload\":\"....", "\"payload\":\"eyJh").getBytes(UTF_8),
            Heads.signed(ahead, stranger).toJson(),
            Heads.signed(elsewhere, region.keys).toJson(),
            Heads.signed(twin, region.keys).toJson(),
            region.keys.sign("text/plain", HeadJson.bytes(ahead)).toJson(),
            region.keys.sign(HeadJson.TYPE, "{\"format\":1}".getBytes(UTF_8)).toJson(),
            first)) {
      replace(bad);
      assertThat(edge.refresh()).isFalse();
      assertThat(edge.head()).contains(good);
    }
    Files.delete(headFile);
    assertThat(edge.refresh()).isFalse();
    assertThat(edge.head()).contains(good);

    replace(text.getBytes(UTF_8));
    region.released("debian", Map.of("a", "3"));
    assertThat(edge.refresh()).isTrue();
    assertThat(edge.head().orElseThrow().generation()).isEqualTo(3);
  }

  private void replace(byte[] content) throws IOException {
    Path part = region.folder.resolve("part");
    Files.write(part, content);
    Files.move(part, headFile, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void believesNewKeysOnceTheyAreConfigured() {
    region.released("debian", Map.of("a", "1"));
    Path trust = top.resolve("trust");
    region.keys.exportTo(trust);
    DiskReplicaReader edge = new DiskReplicaReader("east", region.folder, TrustedKeys.of(trust));
    String old = region.keys.ids().getFirst();
    region.keys.rotate();
    region.releaser.signAgain();
    assertThat(edge.refresh()).as("signed again is no news").isFalse();
    region.released("debian", Map.of("a", "2"));
    assertThat(edge.refresh()).as("the old key signs too").isTrue();
    region.keys.retire(old);
    Digest third = region.released("debian", Map.of("a", "3")).to();
    assertThat(edge.refresh()).as("the new key is not known here").isFalse();
    region.keys.exportTo(trust);
    assertThat(edge.refresh()).isTrue();
    assertThat(edge.at("debian", region.clock.instant()))
        .isEqualTo(new Retention.Kept(third, region.clock.instant()));
    assertThat(region.releaser.head().orElseThrow().generation()).isEqualTo(3);
  }

  @Test
  void neverTakesAHeadForReleasedThatWasOnlyWrittenDown() throws IOException {
    Digest first = region.released("debian", Map.of("a", "1")).to();
    byte[] released = Files.readAllBytes(headFile);
    region.clock.pass(Duration.ofHours(1));
    Digest second = region.released("debian", Map.of("a", "2")).to();
    replace(released);
    DiskReplicaReader edge = region.reader();
    assertThat(edge.at("debian", second)).isEqualTo(new Retention.Unknown());
    assertThat(edge.at("debian", region.clock.instant())).extracting("snapshot").isEqualTo(first);
    region.clock.pass(Duration.ofHours(1));
    Digest third = region.released("debian", Map.of("a", "3")).to();
    edge.refresh();
    assertThat(edge.at("debian", second)).isEqualTo(new Retention.Unknown());
    assertThat(edge.at("debian", third)).isInstanceOf(Retention.Kept.class);
  }

  @Test
  void findsWhatWasServedAtATime() {
    Instant start = region.clock.instant();
    Digest first = region.released("debian", Map.of("a", "1")).to();
    region.clock.pass(Duration.ofHours(2));
    Digest second = region.released("debian", Map.of("a", "2")).to();
    region.clock.pass(Duration.ofHours(2));
    region.rollback("debian");
    DiskReplicaReader edge = region.reader();
    assertThat(edge.at("debian", start.minusSeconds(1))).isEqualTo(new Retention.Unknown());
    assertThat(edge.at("debian", start.plusSeconds(1))).isEqualTo(new Retention.Kept(first, start));
    assertThat(edge.at("debian", start.plus(Duration.ofHours(3))))
        .isEqualTo(new Retention.Kept(second, start.plus(Duration.ofHours(2))));
    assertThat(edge.at("debian", start.plus(Duration.ofHours(5))))
        .isEqualTo(new Retention.Kept(first, start.plus(Duration.ofHours(4))));
    assertThat(edge.at("ubuntu", start.plusSeconds(1))).isEqualTo(new Retention.Unknown());
    assertThat(edge.at("ubuntu", first)).isEqualTo(new Retention.Unknown());
  }

  @Test
  void refusesHeadsThatSayMoreOrLessThanAHeadMay() {
    region.released("debian", Map.of("a", "1"));
    Head head = region.head();
    Head full =
        head.next(
            head.issued(),
            head.act(),
            List.of(
                new Revocation.OfContent(Digest.sha256Of(new byte[0]), "bad"),
                new Revocation.OfPath("debian", TreePath.of("a/b"), "bad too")));
    String json = new String(HeadJson.bytes(full), UTF_8);
    assertThat(HeadJson.parse("east", json.getBytes(UTF_8))).isEqualTo(full);
    Map<String, String> spoilt = new TreeMap<>();
    spoilt.put("\"format\":1", "\"format\":2");
    spoilt.put("\"generation\":2", "\"generation\":-2");
    spoilt.put("\"generation\":2,", "");
    spoilt.put("\"region\"", "\"regio\"");
    spoilt.put("\"kind\":\"release\"", "\"kind\":\"obey\"");
    spoilt.put("sha256:", "sha1:");
    spoilt.put("\"debian\":{", "\"../x\":{");
    spoilt.put("\"a/b\"", "\"../b\"");
    spoilt.put("\"reason\":\"bad\"", "\"reason\":\"bad\",\"until\":\"x\"");
    spoilt.put("\"issued\":\"2026", "\"issued\":\"never");
    spoilt.forEach((from, to) -> {
      assertThat(json).contains(from);
      byte[] bytes = json.replace(from, to).getBytes(UTF_8);
      assertThatThrownBy(() -> HeadJson.parse("east", bytes))
          .as(to)
          .isInstanceOf(HeadRefused.class);
    });
  }
}
