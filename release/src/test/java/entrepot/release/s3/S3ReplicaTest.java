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
import entrepot.store.s3.EmbeddedS3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ReplicaTest {
  private static EmbeddedS3 s3;
  private static int buckets;

  private TestingBucket region;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    s3 = new EmbeddedS3(folder.resolve("s3"));
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
  }

  @BeforeEach
  void bucket(@TempDir Path top) {
    region = new TestingBucket(s3, "bucket-" + buckets++, top);
  }

  @AfterEach
  void close() {
    region.close();
  }

  private static final Map<String, String> FIRST =
      Map.of(
          "dists/InRelease", "release 1",
          "dists/Packages", "packages 1",
          "pool/a.deb", "a",
          "pool/b.deb", "b");
  private static final Map<String, String> SECOND =
      Map.of(
          "dists/InRelease", "release 2",
          "dists/Packages", "packages 2",
          "pool/a.deb", "a",
          "pool/c.deb", "c");

  /** What a bucket has after {@link #SECOND} came upon {@link #FIRST}: what is abandoned too. */
  private static Map<String, String> both() {
    Map<String, String> all = new TreeMap<>(SECOND);
    all.put("pool/b.deb", "b");
    return all;
  }

  @Test
  void filesAreThereUnderTheirPathsAndSayWhatTheyAre() {
    region.release("debian", FIRST);

    assertThat(region.files("debian")).isEqualTo(FIRST);
    assertThat(region.found("mirror/debian/pool/a.deb"))
        .isEqualTo(
            new Found(
                1,
                "application/vnd.debian.binary-package",
                "public, max-age=86400",
                Digest.sha256Of("a".getBytes(UTF_8)).hex()));
    assertThat(region.found("mirror/debian/dists/InRelease").cacheControl()).isEqualTo("no-cache");
    assertThat(region.head().generation()).isEqualTo(1);
  }

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
  void namesWithPlusTildeSpaceAndUtf8AreTheirOwn() {
    Map<String, String> odd =
        Map.of(
            "pool/g++_1:2+b1~rc.deb",
            "plus",
            "pool/a b.deb",
            "space",
            "pool/ünï.deb",
            "letters",
            "pool/100%2B.deb",
            "percent",
            "pool/g  _1.deb",
            "other");
    region.release("debian", odd);
    assertThat(region.files("debian")).isEqualTo(odd);

    region.release("debian", Map.of("pool/x", "x"));
    region.pass(Duration.ofDays(4));
    region.releaser.prune(Duration.ofDays(30), Duration.ZERO);
    assertThat(region.files("debian")).isEqualTo(Map.of("pool/x", "x"));
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

  /**
   * What was put. Equal contents at the same time count as put twice: whichever is first is, the
   * other one may be copied from it.
   */
  private List<String> written() {
    return region.counted.takeFiles().stream()
        .map(request -> request.replaceFirst("^COPY", "PUT"))
        .sorted()
        .toList();
  }

  @Test
  void pythonsFoldersAnswerUnderTheirOwnNames() {
    Map<String, String> index =
        Map.of(
            "simple/requests/index.html", "<a>1</a>",
            "simple/requests/index.v1_json", "{}",
            "docs/index.html", "no index");
    region.counted.take();
    region.release("pypi", index);

    // s3proxy keeps no content under such a key, but the request counts.
    assertThat(written())
        .containsExactly(
            "PUT mirror/pypi/docs/index.html",
            "PUT mirror/pypi/simple/requests/",
            "PUT mirror/pypi/simple/requests/index.html",
            "PUT mirror/pypi/simple/requests/index.v1_json");
    assertThat(region.files("pypi")).containsKey("simple/requests/").hasSize(4);

    Map<String, String> next = new TreeMap<>(index);
    next.put("simple/requests/index.html", "<a>2</a>");
    region.counted.take();
    region.release("pypi", next);
    assertThat(written())
        .containsExactly(
            "PUT mirror/pypi/simple/requests/", "PUT mirror/pypi/simple/requests/index.html");

    region.release("pypi", Map.of("docs/index.html", "no index"));
    assertThat(region.files("pypi")).hasSize(4);
    region.pass(Duration.ofDays(4));
    region.releaser.prune(Duration.ofDays(30), Duration.ZERO);
    assertThat(region.files("pypi")).isEqualTo(Map.of("docs/index.html", "no index"));
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

  private void restart() {
    region.close();
    Path top = region.top;
    region = new TestingBucket(s3, "bucket-" + buckets++, top.resolve("b" + buckets));
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

  private void assertSettled(String at) {
    region.counted.take();
    assertThat(
            region.replica.audit(region.head(), Optional.empty(), false, region.now.get()).shown())
        .as(at)
        .isEmpty();
    assertThat(region.replica.settled("debian")).as(at).isTrue();
  }

  private static Map<String, String> many(int count, String content) {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      files.put("pool/" + i, content + i);
    }
    return files;
  }
}
