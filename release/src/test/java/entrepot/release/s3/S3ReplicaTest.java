package entrepot.release.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.kit.TreePath;
import entrepot.release.ReleaseOptions;
import entrepot.release.ReleaseResult;
import entrepot.release.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a bucket has after each act, and by which requests. */
class S3ReplicaTest extends S3ReplicaFixture {
  @Test
  void payloadsComeBeforeIndexesAndEntryPointsLast() {
    region.release("debian", FIRST);

    List<String> order = region.counted.take();
    int index = order.indexOf("PUT mirror/debian/dists/Packages");
    int entryPoint = order.indexOf("PUT mirror/debian/dists/InRelease");
    assertThat(order.indexOf("PUT mirror/debian/pool/a.deb")).isBetween(0, index);
    assertThat(order.indexOf("PUT mirror/debian/pool/b.deb")).isBetween(0, index);
    assertThat(entryPoint).isGreaterThan(index);
    assertThat(order.indexOf("PUT mirror/.entrepot/intent.json")).isBetween(0, index);
    assertThat(order.indexOf("PUT mirror/.entrepot/head.json")).isGreaterThan(entryPoint);
  }

  @Test
  void nothingChangedIsTwoRequestsWhateverTheNumberOfFiles() {
    Digest snapshot = region.snapshot("debian", many(300, "x"));
    region.release("debian", snapshot);
    region.counted.take();

    assertThat(region.release("debian", snapshot)).isInstanceOf(ReleaseResult.Unchanged.class);
    assertThat(region.counted.take())
        .containsExactlyInAnyOrder(
            "GET mirror/.entrepot/head.json", "HEAD mirror/.entrepot/intent.json");
  }

  @Test
  void onlyWhatChangedIsPut() {
    region.release("debian", many(300, "x"));
    Map<String, String> changed = many(300, "x");
    changed.put("pool/7", "other");
    changed.put("pool/8", "another");
    changed.put("pool/new", "new");
    region.counted.take();

    region.release("debian", changed);

    assertThat(region.counted.takeFiles())
        .containsExactly(
            "PUT mirror/debian/pool/7", "PUT mirror/debian/pool/8", "PUT mirror/debian/pool/new");
    assertThat(region.files("debian")).isEqualTo(changed);
  }

  @Test
  void whatIsMovedIsCopiedWithinTheBucket() {
    region.release("debian", FIRST);
    Map<String, String> moved = new TreeMap<>(FIRST);
    moved.remove("pool/b.deb");
    moved.put("pool/b/b+1~2 ü.deb", "b");
    region.counted.take();

    region.release("debian", moved);

    assertThat(region.counted.takeFiles())
        .containsExactly("COPY mirror/debian/pool/b/b%2B1~2%20%C3%BC.deb");
    assertThat(region.files("debian")).containsAllEntriesOf(moved);
    assertThat(region.found("mirror/debian/pool/b/b+1~2 ü.deb").mediaType())
        .isEqualTo("application/vnd.debian.binary-package");
  }

  @Test
  void whatIsAbandonedStaysForTheCarryTime() {
    region.release("debian", FIRST);
    region.release("debian", SECOND);
    assertThat(region.files("debian")).isEqualTo(both());

    region.pass(Duration.ofDays(2));
    region.releaser.prune(Duration.ofDays(30), Duration.ZERO);
    assertThat(region.files("debian")).isEqualTo(both());

    region.pass(Duration.ofDays(2));
    assertThat(region.releaser.prune(Duration.ofDays(30), Duration.ZERO).blobs()).isEqualTo(1);
    assertThat(region.files("debian")).isEqualTo(SECOND);
  }

  @Test
  void whatIsCarriedNoLongerGoesWithTheNextRelease() {
    region.release("debian", FIRST);
    region.release("debian", SECOND);
    region.pass(Duration.ofDays(4));
    Map<String, String> third = new TreeMap<>(SECOND);
    third.put("pool/d.deb", "d");

    region.release("debian", third);

    assertThat(region.files("debian")).isEqualTo(third);
  }

  @Test
  void whatComesBackFromTheCarryIsNotPutAgain() {
    region.release("debian", FIRST);
    region.release("debian", SECOND);
    region.counted.take();

    region.releaser.rollback(
        "debian", Optional.empty(), ReleaseOptions.by("tester"), Progress.SILENT);

    assertThat(region.counted.takeFiles())
        .containsExactly("PUT mirror/debian/dists/InRelease", "PUT mirror/debian/dists/Packages");
    Map<String, String> expected = new TreeMap<>(FIRST);
    expected.put("pool/c.deb", "c");
    assertThat(region.files("debian")).isEqualTo(expected);
    assertThat(region.head().generation()).isEqualTo(3);
  }

  @Test
  void whatIsRevokedIsGoneAtOnceAndComesBackWhenAllowed() {
    region.release("debian", FIRST);
    Revocation path = new Revocation.OfPath("debian", TreePath.of("pool/a.deb"), "bad");
    Revocation content =
        new Revocation.OfContent(Digest.sha256Of("b".getBytes(UTF_8)), "bad as well");

    region.releaser.revoke(path, ReleaseOptions.by("tester"));
    region.releaser.revoke(content, ReleaseOptions.by("tester"));
    assertThat(region.files("debian")).containsOnlyKeys("dists/InRelease", "dists/Packages");

    region.release("debian", SECOND);
    assertThat(region.files("debian"))
        .containsOnlyKeys("dists/InRelease", "dists/Packages", "pool/c.deb");

    region.releaser.unrevoke(path, ReleaseOptions.by("tester"));
    region.releaser.unrevoke(content, ReleaseOptions.by("tester"));
    assertThat(region.files("debian")).isEqualTo(both());
    assertSettled("");
  }

  @Test
  void lazyFilesAreFetchedFirst() {
    region.release("debian", Map.of("pool/l.deb", "lazy"));

    assertThat(region.files("debian")).isEqualTo(Map.of("pool/l.deb", "fetched pool/l.deb"));
  }

  @Test
  void whatCannotChangeInOneStepIsReported() {
    region.release("debian", FIRST);

    assertThat(region.release("debian", SECOND))
        .isInstanceOfSatisfying(
            ReleaseResult.Released.class,
            released ->
                assertThat(released.warnings())
                    .singleElement()
                    .asString()
                    .contains("raceable: 1 names", "dists/Packages"));
  }

  @Test
  void anotherPublishersHeadIsNotOverwritten() {
    region.release("debian", FIRST);
    String own = region.text("mirror/.entrepot/head.json");
    region.counted.killAt(line -> {
      if (line.equals("PUT mirror/debian/pool/c.deb")) {
        region.put("mirror/.entrepot/head.json", own + " ");
      }
      return false;
    });

    assertThatThrownBy(() -> region.release("debian", SECOND)).isInstanceOf(HeadMoved.class);
  }

  @Test
  void anAuditFindsAndRepairsEachKindOfDrift() {
    region.release("debian", FIRST);
    region.release("debian", SECOND);
    region.pass(Duration.ofDays(4));
    region.remove("mirror/debian/pool/a.deb");
    region.put("mirror/debian/pool/c.deb", "X");
    region.put("mirror/debian/pool/stranger", "Y");

    Drift found = region.replica.audit(region.head(), Optional.empty(), false, region.now.get());
    assertThat(found.shown())
        .extracting(Drift.Found::kind, Drift.Found::key)
        .containsExactlyInAnyOrder(
            tuple(Drift.Kind.MISSING, "mirror/debian/pool/a.deb"),
            tuple(Drift.Kind.STALE, "mirror/debian/pool/b.deb"),
            tuple(Drift.Kind.DIFFERING, "mirror/debian/pool/c.deb"),
            tuple(Drift.Kind.FOREIGN, "mirror/debian/pool/stranger"));

    assertThat(
            region
                .replica
                .audit(region.head(), Optional.empty(), true, region.now.get())
                .repaired())
        .isEqualTo(4);
    assertThat(region.files("debian")).isEqualTo(SECOND);
    assertThat(
            region
                .replica
                .audit(region.head(), Optional.empty(), false, region.now.get())
                .isEmpty())
        .isTrue();
  }

  private static Map<String, String> many(int count, String content) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put("pool/" + i, content + i);
    }
    return files;
  }
}
