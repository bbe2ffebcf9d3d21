package entrepot.release.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Under which names files lie in a bucket, and what they say they are. */
class S3NamesTest extends S3ReplicaFixture {
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
}
