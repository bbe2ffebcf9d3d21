package entrepot.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import entrepot.kit.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin is believed in nothing that it cannot prove. */
class HostileOriginTest {
  private static final String TARGET = "/debian/pool/a.deb";
  private static final String HEAD = "/.replica/head.json";

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

  /** An impatient cache, so that stalls end within the test. */
  private TestingCache cache() {
    UnaryOperator<CacheSettings> impatient =
        settings ->
            settings.by(
                settings
                    .http()
                    .withPatience(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), 1024)
                    .withRetries(0, Duration.ofMillis(10)));
    return new TestingCache(origin, folder.resolve("cache"), 64 << 20, impatient);
  }

  private static HttpHandler sends(byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  private static byte[] fetched(TestingOrigin origin, String path) {
    try (var in = origin.url().resolve(path).toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anOlderGenuineHeadIsRefusedAlsoAfterARestart() {
    origin.put("pool/a.deb", 1000);
    origin.release();
    byte[] older = fetched(origin, HEAD);
    byte[] content = origin.put("pool/b.deb", 1000);
    origin.release();
    try (TestingCache cache = cache()) {
      assertThat(cache.edge.state().generation()).isEqualTo(2);
      origin.otherwise.put(HEAD, sends(older));
      cache.edge.refreshNow();
      assertThat(cache.edge.state().generation()).isEqualTo(2);
      cache.restart();
      assertThat(cache.edge.state().generation()).isEqualTo(2);
      assertThat(cache.get("/debian/pool/b.deb").body()).isEqualTo(content);
      cache.stop();
      cache.folder.resolve("head.json").toFile().delete();
      cache.start();
      assertThat(cache.edge.state().generation()).as("nothing rather than less").isZero();
      origin.otherwise.clear();
      cache.edge.refreshNow();
      assertThat(cache.edge.state().generation()).isEqualTo(2);
    }
  }

  @Test
  void aHeadThatNobodySignedIsRefused() {
    byte[] content = origin.put("pool/a.deb", 1000);
    origin.release();
    String head = new String(fetched(origin, HEAD), UTF_8);
    try (TestingCache cache = cache()) {
      for (String other :
          new String[] {
            head.replace("\"sig\":\"", "\"sig\":\"AAAA"), "{}", "", "[".repeat(100_000)
          }) {
        origin.otherwise.put(HEAD, sends(other.getBytes(UTF_8)));
        cache.edge.refreshNow();
        assertThat(cache.get(TARGET).body()).isEqualTo(content);
      }
    }
  }

  @Test
  void aNewHeadWhoseNodesDoNotComeLeavesTheFormerInPlace() {
    byte[] content = origin.put("pool/a.deb", 1000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get(TARGET);
      origin.put("pool/b.deb", 1000);
      Digest next = origin.release();
      String node = "/.replica/nodes/" + next.hex();
      for (HttpHandler fault :
          new HttpHandler[] {
            sends(new byte[] {1, 2, 3}),
            exchange -> exchange.sendResponseHeaders(404, -1),
            exchange -> exchange.sendResponseHeaders(500, -1)
          }) {
        origin.otherwise.put(node, fault);
        cache.edge.refreshNow();
        assertThat(cache.edge.state().generation()).isEqualTo(1);
        assertThat(cache.get(TARGET).body()).isEqualTo(content);
      }
      origin.otherwise.clear();
      cache.edge.refreshNow();
      assertThat(cache.edge.state().generation()).isEqualTo(2);
    }
  }

  @Test
  void aWrongNodeIsNotBelieved() {
    origin.put("pool/a.deb", 1000);
    Digest root = origin.release();
    origin.put("pool/a.deb", TestingOrigin.bytes(1000, 5));
    Digest other = origin.release();
    byte[] otherNode = fetched(origin, "/.replica/nodes/" + other.hex());
    origin.otherwise.put("/.replica/nodes/" + root.hex(), sends(otherNode));
    try (TestingCache cache = cache()) {
      assertThat(cache.get("/.snapshots/debian/" + root.hex() + "/pool/a.deb").statusCode())
          .isEqualTo(502);
    }
  }

  @Test
  void aWrongBlobIsNotServed() {
    byte[] content = origin.put("pool/a.deb", 50_000);
    origin.release();
    byte[] wrong = content.clone();
    wrong[49_999] ^= 1;
    origin.otherwise.put(TestingOrigin.blob(content), sends(wrong));
    try (TestingCache cache = cache()) {
      assertThat(cache.get(TARGET).statusCode()).isEqualTo(502);
      assertThat(cache.has(content)).isFalse();
      origin.otherwise.clear();
      origin.now.updateAndGet(time -> time.plusSeconds(5));
      assertThat(cache.get(TARGET).body()).isEqualTo(content);
    }
  }

  @Test
  void anEndlessBodyEnds() {
    byte[] content = origin.put("pool/a.deb", 50_000);
    origin.release();
    HttpHandler endless =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1_000_000; i++) {
              out.write(content);
            }
          }
        };
    origin.otherwise.put(TestingOrigin.blob(content), endless);
    origin.otherwise.put(HEAD + "x", endless);
    try (TestingCache cache = cache()) {
      assertThat(cache.get(TARGET).statusCode()).isEqualTo(502);
      origin.otherwise.put(HEAD, endless);
      cache.edge.refreshNow();
      assertThat(cache.edge.state().generation()).isEqualTo(1);
      assertThat(cache.edge.state().originBytes()).isLessThan(20 << 20);
    }
  }

  @Test
  void aStallEndsAndIsSaid() throws Exception {
    byte[] content = origin.put("pool/a.deb", 500_000);
    origin.release();
    CountDownLatch over = new CountDownLatch(1);
    HttpHandler stalls =
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 10);
          exchange.getResponseBody().flush();
          try {
            var _ = over.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    origin.otherwise.put(TestingOrigin.blob(content), stalls);
    try (TestingCache cache = cache()) {
      assertThat(cache.get(TARGET, "Range", "bytes=400000-").statusCode()).isEqualTo(503);
      over.countDown();
      origin.otherwise.clear();
      origin.now.updateAndGet(time -> time.plusSeconds(5));
      assertThat(cache.get(TARGET).body()).isEqualTo(content);
    }
  }
}
