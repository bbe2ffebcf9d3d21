package entrepot.release.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.ReleaseOptions;
import entrepot.release.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a publication or revocation that was killed left in a bucket, the next act completes. */
class KilledS3ReplicaTest extends S3ReplicaFixture {
  @Test
  void aPublicationThatWasKilledAnywhereIsCompletedByTheNext() {
    for (String at :
        List.of(
            "PUT mirror/.entrepot/intent.json",
            "PUT mirror/debian/pool/c.deb",
            "PUT mirror/debian/dists/Packages",
            "PUT mirror/debian/dists/InRelease",
            "PUT mirror/.entrepot/heads/000000000002.json",
            "PUT mirror/.entrepot/head.json",
            "POST ")) {
      restart();
      region.release("debian", FIRST);
      killedAt(at, SECOND);

      region.release("debian", SECOND);

      assertThat(region.files("debian")).as(at).isEqualTo(both());
      assertThat(region.head().generation()).as(at).isEqualTo(2);
      assertSettled(at);
    }
  }

  @Test
  void afterAKilledPublicationTheFormerSnapshotIsRestored() {
    for (String at :
        List.of("PUT mirror/debian/dists/Packages", "PUT mirror/debian/dists/InRelease")) {
      restart();
      Digest first = region.snapshot("debian", FIRST);
      region.release("debian", first);
      killedAt(at, SECOND);

      region.release("debian", first);

      assertThat(region.files("debian")).as(at).containsAllEntriesOf(FIRST);
      assertSettled(at);
    }
  }

  @Test
  void afterAKilledPublicationAThirdIsWhole() {
    Map<String, String> third =
        Map.of(
            "dists/InRelease", "release 3",
            "dists/Packages", "packages 1",
            "pool/a.deb", "a",
            "pool/b.deb", "b",
            "pool/c.deb", "another c");
    for (String at :
        List.of(
            "PUT mirror/debian/pool/c.deb",
            "PUT mirror/debian/dists/Packages",
            "PUT mirror/debian/dists/InRelease",
            "PUT mirror/.entrepot/head.json")) {
      restart();
      region.release("debian", FIRST);
      killedAt(at, SECOND);

      region.release("debian", third);

      assertThat(region.files("debian")).as(at).isEqualTo(third);
      assertSettled(at);
    }
  }

  @Test
  void whatAnIndexOfAKilledPublicationNamedIsCarried() {
    region.release("debian", FIRST);
    killedAt("PUT mirror/.entrepot/heads/000000000002.json", SECOND);
    Map<String, String> third = new TreeMap<>(FIRST);
    third.put("dists/InRelease", "release 3");

    region.release("debian", third);

    assertThat(region.files("debian")).containsEntry("pool/c.deb", "c");
    region.pass(Duration.ofDays(4));
    region.releaser.prune(Duration.ofDays(30), Duration.ZERO);
    assertThat(region.files("debian")).isEqualTo(third);
  }

  @Test
  void aRevocationThatWasKilledIsCompletedByTheNextAct() {
    region.release("debian", FIRST);
    Revocation path = new Revocation.OfPath("debian", TreePath.of("pool/a.deb"), "bad");
    region.counted.killAt("DELETE mirror/debian/pool/a.deb"::equals);
    assertThatThrownBy(() -> region.releaser.revoke(path, ReleaseOptions.by("tester")));
    region.counted.revive();
    assertThat(region.files("debian")).containsKey("pool/a.deb");

    region.releaser.prune(Duration.ofDays(30), Duration.ZERO);

    assertThat(region.files("debian")).doesNotContainKey("pool/a.deb");
    assertSettled("");
  }

  private void killedAt(String request, Map<String, String> files) {
    region.counted.killAt(request::equals);
    try {
      region.release("debian", files);
    } catch (RuntimeException _) {
      // Killed; or done already where nothing had to be removed.
    }
    region.counted.revive();
  }
}
