package entrepot.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.release.Revocation;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caching edge serves, with its origin and without. */
class CachingEdgeTest {
  private static final long MB = 1 << 20;

  @TempDir Path folder;
  private TestingOrigin origin;

  @BeforeEach
  void beginOrigin() {
    origin = new TestingOrigin(folder.resolve("origin"));
  }

  @AfterEach
  void endOrigin() {
    origin.close();
  }

  private TestingCache cache() {
    return new TestingCache(origin, folder.resolve("cache"), 64 * MB);
  }

  @Test
  void servesWhatItsOriginHasAndAsksOnce() {
    byte[] small = origin.put("pool/small.deb", 900);
    byte[] large = origin.put("pool/large+1~2.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      for (int i = 0; i < 3; i++) {
        assertThat(cache.get("/debian/pool/small.deb").body()).isEqualTo(small);
        HttpResponse<byte[]> whole = cache.get("/debian/pool/large+1~2.deb");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(large);
      }
      assertThat(origin.asked(TestingOrigin.blob(small))).isEqualTo(1);
      assertThat(origin.asked(TestingOrigin.blob(large))).isEqualTo(1);
      assertThat(origin.filesAsked()).isEqualTo(2);
    }
  }

  @Test
  void answersRangesAndConditionsOfWhatItHas() {
    byte[] large = origin.put("pool/large.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      String etag = cache.get("/debian/pool/large.deb").headers().firstValue("etag").orElseThrow();
      assertThat(etag).isEqualTo('"' + Digest.sha256Of(large).hex().substring(0, 32) + '"');
      HttpResponse<byte[]> part =
          cache.get("/debian/pool/large.deb", "Range", "bytes=65000-140000");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 65_000, 140_001));
      assertThat(cache.get("/debian/pool/large.deb", "If-None-Match", etag).statusCode())
          .isEqualTo(304);
      assertThat(cache.ask("HEAD", "/debian/pool/large.deb").headers().firstValue("content-length"))
          .hasValue("300000");
    }
  }

  @Test
  void answersARangeOfAColdFile() {
    byte[] large = origin.put("pool/large.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      assertThat(cache.get("/debian/pool/large.deb", "Range", "bytes=100000-100009").body())
          .isEqualTo(Arrays.copyOfRange(large, 100_000, 100_010));
    }
  }

  @Test
  void fetchesLazyFilesByTheirPath() {
    byte[] one =
        origin.lazy("pool/l 1.deb", TestingOrigin.bytes(90_000, 1), Digest.Algorithm.SHA256);
    byte[] two =
        origin.lazy("pool/l2.deb", TestingOrigin.bytes(90_000, 2), Digest.Algorithm.SHA512);
    origin.release();
    try (TestingCache cache = cache()) {
      for (int i = 0; i < 2; i++) {
        assertThat(cache.get("/debian/pool/l%201.deb").body()).isEqualTo(one);
        assertThat(cache.get("/debian/pool/l2.deb").body()).isEqualTo(two);
      }
      assertThat(origin.filesAsked()).isEqualTo(2);
      cache.restart();
      assertThat(cache.get("/debian/pool/l2.deb").body()).isEqualTo(two);
      assertThat(origin.filesAsked()).isEqualTo(2);
    }
  }

  @Test
  void goesOnWithoutItsOriginAndSaysWhatItLacks() {
    byte[] hot = origin.put("pool/hot.deb", 200_000);
    byte[] cold = origin.put("pool/cold.deb", 200_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get("/debian/pool/hot.deb");
      origin.kill();
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/hot.deb").body()).isEqualTo(hot);
      assertThat(cache.get("/debian/pool/").statusCode()).as("a listing, of nodes").isEqualTo(200);
      HttpResponse<byte[]> miss = cache.get("/debian/pool/cold.deb");
      assertThat(miss.statusCode()).isEqualTo(503);
      assertThat(miss.headers().firstValue("retry-after")).hasValue("10");
      assertThat(new String(miss.body(), UTF_8)).contains("does not answer").contains("Try again");
      origin.revive();
      origin.now.updateAndGet(time -> time.plusSeconds(5));
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/cold.deb").body()).isEqualTo(cold);
    }
  }

  @Test
  void keepsItsCacheOverARestart() {
    byte[] small = origin.put("pool/small.deb", 2_000);
    byte[] large = origin.put("pool/large.deb", 500_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get("/debian/pool/small.deb");
      cache.get("/debian/pool/large.deb");
      origin.kill();
      cache.restart();
      assertThat(cache.get("/debian/pool/small.deb").body()).isEqualTo(small);
      assertThat(cache.get("/debian/pool/large.deb").body()).isEqualTo(large);
      assertThat(cache.edge.state().generation()).isEqualTo(1);
    }
  }

  @Test
  void servesNewReleasesAndFilesThatFormerIndexesNamed() {
    byte[] old = origin.put("pool/old.deb", 100_000);
    Digest first = origin.release();
    try (TestingCache cache = cache()) {
      cache.get("/debian/pool/old.deb");
      origin.remove("pool/old.deb");
      byte[] young = origin.put("pool/young.deb", 100_000);
      origin.release();
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/young.deb").body()).isEqualTo(young);
      assertThat(cache.get("/debian/pool/old.deb").body()).as("carried").isEqualTo(old);
      origin.kill();
      cache.edge.refreshNow();
      cache.restart();
      assertThat(cache.get("/debian/pool/old.deb").body()).as("without origin").isEqualTo(old);
      assertThat(cache.get("/.snapshots/debian/" + first.hex() + "/pool/old.deb").body())
          .as("in its snapshot")
          .isEqualTo(old);
      cache.edge.sweep();
      assertThat(cache.get("/.snapshots/debian/" + first.hex() + "/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void findsFormerSnapshotsByTime() {
    byte[] old = origin.put("pool/a.deb", 100_000);
    Digest first = origin.release();
    String then = origin.now.get().toString();
    origin.put("pool/a.deb", TestingOrigin.bytes(100_000, 99));
    origin.release();
    try (TestingCache cache = cache()) {
      HttpResponse<byte[]> moved = cache.get("/.snapshots/debian/" + then + "/pool/a.deb");
      assertThat(moved.statusCode()).isEqualTo(302);
      assertThat(moved.headers().firstValue("location"))
          .hasValue("../../" + first.hex() + "/pool/a.deb");
      assertThat(cache.get("/.snapshots/debian/" + first.hex() + "/pool/a.deb").body())
          .isEqualTo(old);
      assertThat(cache.get("/.snapshots/debian/" + "0".repeat(64) + "/").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void servesNothingThatIsRevoked() {
    byte[] bad = origin.put("pool/bad.deb", 100_000);
    origin.release();
    try (TestingCache cache = cache()) {
      assertThat(cache.get("/debian/pool/bad.deb").statusCode()).isEqualTo(200);
      origin.revoke(new Revocation.OfContent(Digest.sha256Of(bad), "malware"));
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/bad.deb").statusCode()).isEqualTo(410);
      assertThat(cache.get(TestingOrigin.blob(bad)).statusCode()).isEqualTo(410);
    }
  }

  @Test
  void fetchesWhatAReleaseChangesBeforeItIsAskedFor() {
    origin.put("pool/used.deb", TestingOrigin.bytes(100_000, 1));
    origin.release();
    try (TestingCache cache =
        new TestingCache(
            origin, folder.resolve("cache"), 64 * MB, settings -> settings.prefetching(true))) {
      cache.get("/debian/pool/used.deb");
      byte[] next = origin.put("pool/used.deb", TestingOrigin.bytes(100_000, 2));
      byte[] large = origin.put("pool/tooMuch.deb", 7_000_000);
      origin.release();
      cache.edge.refreshNow();
      await(() -> cache.has(next));
      origin.kill();
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/used.deb").body()).isEqualTo(next);
      assertThat(cache.has(large)).as("more than a tenth of the cache").isFalse();
    }
  }

  @Test
  void servesOnlySoLongWithoutItsOriginIfAskedTo() {
    origin.put("pool/a.deb", 1000);
    origin.release();
    try (TestingCache cache =
        new TestingCache(
            origin,
            folder.resolve("cache"),
            64 * MB,
            settings -> settings.staleAtMost(Duration.ofHours(1)))) {
      cache.get("/debian/pool/a.deb");
      origin.kill();
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/a.deb").statusCode()).isEqualTo(200);
      origin.now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/a.deb").statusCode()).isEqualTo(503);
      origin.revive();
      cache.edge.refreshNow();
      assertThat(cache.get("/debian/pool/a.deb").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isForOneProcessAtATime() {
    origin.put("pool/a.deb", 1000);
    origin.release();
    try (TestingCache cache = cache()) {
      assertThatThrownBy(cache::start).hasMessageContaining("is in use");
      assertThat(cache.get("/debian/pool/a.deb").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void canBeTheOriginOfAnother() {
    byte[] file = origin.put("pool/a.deb", 100_000);
    byte[] lazy =
        origin.lazy("pool/l.deb", TestingOrigin.bytes(90_000, 1), Digest.Algorithm.SHA256);
    origin.release();
    try (TestingCache near = cache();
        TestingCache far =
            new TestingCache(
                origin,
                folder.resolve("far"),
                64 * MB,
                settings ->
                    CacheSettings.of(near.url(), settings.folder(), settings.bytes(), true))) {
      assertThat(far.get("/debian/pool/a.deb").body()).isEqualTo(file);
      assertThat(far.get("/debian/pool/l.deb").body()).isEqualTo(lazy);
      assertThat(near.has(file)).isTrue();
    }
  }

  static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
