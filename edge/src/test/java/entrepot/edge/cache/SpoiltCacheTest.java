package entrepot.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that changed on the cache's own disk are never served. */
class SpoiltCacheTest {
  private static final String TARGET = "/debian/pool/a.deb";

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
    return new TestingCache(origin, folder.resolve("cache"), 64 << 20);
  }

  @Test
  void fetchesAnewWhatChangesUnderARunningProcess() {
    byte[] content = origin.put("pool/a.deb", 1_000_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get(TARGET);
      for (long position : new long[] {0, 500_000, 999_999}) {
        assertThat(cache.get(TARGET).body()).isEqualTo(content);
        cache.flip(content, position);
        assertThat(cache.get(TARGET).body()).as("a flip at %d", position).isEqualTo(content);
      }
      assertThat(cache.edge.state().spoilt()).isEqualTo(3);
      assertThat(origin.asked(TestingOrigin.blob(content))).isEqualTo(4);
    }
  }

  @Test
  void servesNoSpoiltByteWhenItsOriginIsGone() {
    byte[] content = origin.put("pool/a.deb", 1_000_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get(TARGET);
      origin.kill();
      cache.edge.refreshNow();
      cache.flip(content, 10);
      assertThat(cache.get(TARGET).statusCode()).isEqualTo(503);
      assertThat(cache.has(content)).isFalse();
    }
  }

  @Test
  void findsWhatChangedWhileItWasDown() {
    byte[] small = origin.put("pool/small.deb", 3_000);
    byte[] large = origin.put("pool/a.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get("/debian/pool/small.deb");
      cache.get(TARGET);
      cache.stop();
      cache.flip(small, 1_500);
      cache.flip(large, 299_000);
      cache.start();
      assertThat(cache.get("/debian/pool/small.deb").body()).isEqualTo(small);
      assertThat(cache.get(TARGET).body()).isEqualTo(large);
      assertThat(cache.edge.state().spoilt()).isEqualTo(2);
    }
  }

  @Test
  void findsAChangeInTheSumsThemselves() throws IOException {
    byte[] large = origin.put("pool/a.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get(TARGET);
      long length = Files.size(cache.file(large));
      cache.stop();
      cache.flip(large, length - 24);
      cache.start();
      assertThat(cache.get(TARGET).body()).isEqualTo(large);
      assertThat(cache.edge.state().spoilt()).isEqualTo(1);
    }
  }

  @Test
  void neverServesAFileThatWasCut() throws IOException {
    byte[] large = origin.put("pool/a.deb", 300_000);
    origin.release();
    for (long cut : new long[] {0, 10, 65_560, 299_999, 300_020}) {
      try (TestingCache cache = cache()) {
        assertThat(cache.get(TARGET).body()).isEqualTo(large);
        cache.stop();
        try (FileChannel file = FileChannel.open(cache.file(large), StandardOpenOption.WRITE)) {
          file.truncate(cut);
        }
        cache.start();
        assertThat(cache.get(TARGET).body()).as("cut at %d", cut).isEqualTo(large);
      }
    }
  }

  @Test
  void fetchesASpoiltNodeAnew() throws IOException {
    byte[] content = origin.put("pool/a.deb", 300_000);
    origin.release();
    try (TestingCache cache = cache()) {
      cache.get(TARGET);
      cache.stop();
      try (Stream<Path> nodes = Files.walk(cache.folder.resolve("nodes"))) {
        for (Path node : nodes.filter(Files::isRegularFile).toList()) {
          byte[] bytes = Files.readAllBytes(node);
          bytes[bytes.length / 2] ^= 1;
          Files.write(node, bytes);
        }
      }
      cache.start();
      assertThat(cache.get(TARGET).body()).isEqualTo(content);
    }
  }
}
