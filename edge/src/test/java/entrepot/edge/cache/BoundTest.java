package entrepot.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound on disk, what stays within it, and one fetch for many clients. */
class BoundTest {
  private static final long BOUND = 8 << 20;

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

  private TestingCache cache(long bytes) {
    return new TestingCache(origin, folder.resolve("cache"), bytes);
  }

  @Test
  void isHeldAtAllTimes() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      files.add(origin.put("pool/%d.deb".formatted(i), 20_000 + i * 700));
    }
    origin.release();
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    try (TestingCache cache = cache(BOUND);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> watch =
          threads.submit(() -> {
            while (!over.get()) {
              cache.onDisk().ifPresent(sum -> most.accumulateAndGet(sum, Math::max));
            }
          });
      List<Future<?>> clients = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        int first = c;
        clients.add(
            threads.submit(() -> {
              for (int i = first; i < 600; i += 5) {
                int file = i % 300;
                assertThat(cache.get("/debian/pool/%d.deb".formatted(file)).body())
                    .isEqualTo(files.get(file));
              }
            }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
      over.set(true);
      watch.get();
      assertThat(most.get()).isLessThanOrEqualTo(BOUND).isGreaterThan(BOUND / 2);
      cache.restart();
      assertThat(cache.onDisk().orElseThrow()).isLessThanOrEqualTo(BOUND);
    }
  }

  @Test
  void aScanOfColdFilesDoesNotDriveOutTheHotOnes() {
    List<byte[]> hot = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      hot.add(origin.put("hot/%d.deb".formatted(i), 200_000));
    }
    for (int i = 0; i < 200; i++) {
      origin.put("cold/%d.deb".formatted(i), 200_000);
    }
    origin.release();
    try (TestingCache cache = cache(BOUND)) {
      for (int round = 0; round < 6; round++) {
        for (int i = 0; i < hot.size(); i++) {
          cache.get("/debian/hot/%d.deb".formatted(i));
        }
      }
      for (int i = 0; i < 100; i++) {
        cache.get("/debian/cold/%d.deb".formatted(i));
      }
      assertThat(hot.stream().filter(cache::has).count()).isGreaterThanOrEqualTo(18);
      cache.restart();
      for (int i = 100; i < 200; i++) {
        cache.get("/debian/cold/%d.deb".formatted(i));
      }
      assertThat(hot.stream().filter(cache::has).count())
          .as("what is hot is known after a restart")
          .isGreaterThanOrEqualTo(17);
    }
  }

  @Test
  void aFileLargerThanTheCacheIsServedAndNotKept() {
    byte[] huge = origin.put("pool/huge.iso", 12 << 20);
    origin.release();
    try (TestingCache cache = cache(BOUND)) {
      assertThat(cache.get("/debian/pool/huge.iso").body()).isEqualTo(huge);
      assertThat(cache.has(huge)).isFalse();
      assertThat(cache.onDisk().orElseThrow()).isLessThanOrEqualTo(BOUND);
    }
  }

  @Test
  void twoHundredClientsOfAColdFileAreOneFetch() throws Exception {
    byte[] large = origin.put("pool/large.iso", 10 << 20);
    origin.release();
    try (TestingCache cache = cache(64 << 20);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> clients = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        clients.add(threads.submit(() -> read(cache)));
      }
      for (Future<Long> client : clients) {
        assertThat(client.get()).isEqualTo(large.length);
      }
      assertThat(origin.filesAsked()).isEqualTo(1);
    }
  }

  private static long read(TestingCache cache) {
    try (InputStream in = cache.url().resolve("/debian/pool/large.iso").toURL().openStream()) {
      return in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
