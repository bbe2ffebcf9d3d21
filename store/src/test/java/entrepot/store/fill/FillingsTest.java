package entrepot.store.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import entrepot.kit.TreePath;
import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillingsTest {
  private static final byte[] CONTENT = bytes(300_000);

  @TempDir Path folder;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private DiskBackend backend;

  @BeforeEach
  void open() {
    backend = new DiskBackend(folder.resolve("store"));
  }

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private Fillings fillings(MissFetcher fetcher) {
    return new Fillings(
        backend, folder.resolve("fills"), fetcher, executor, now::get, FillLimits.DEFAULT);
  }

  private static Entry entry(byte[] content, Algorithm algorithm, long size) {
    Digest digest = Digest.of(algorithm, algorithm.hash().digest(content));
    return Entry.lazy(TreePath.of("pool/x.deb"), Role.PAYLOAD, size, 0, List.of(digest));
  }

  private static Entry entry() {
    return entry(CONTENT, Algorithm.SHA256, CONTENT.length);
  }

  private static void write(MissFetcher.Sink sink, byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 10_000) {
      sink.write(bytes, at, Math.min(10_000, to - at));
    }
  }

  /** What a reader gets before it ends or fails. */
  private static byte[] readAll(Following following) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[7_000];
    try (following) {
      for (int n = following.read(piece, 0, 7_000); n >= 0; n = following.read(piece, 0, 7_000)) {
        all.write(piece, 0, n);
      }
    }
    return all.toByteArray();
  }

  /** All of it, whether it is still on its way or the fill was quicker than the reader. */
  private static byte[] read(Opened opened, Backend where) {
    return switch (opened) {
      case Opened.Coming(Following following) -> readAll(following);
      case Opened.Filled(Digest sha256) -> where.load(Key.blob(sha256));
    };
  }

  private static Following coming(Opened opened) {
    return ((Opened.Coming) opened).following();
  }

  @Test
  void fetchesOnceForAllWhoWait() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Fillings fillings =
        fillings((_, _, sink) -> {
          fetches.incrementAndGet();
          await(go);
          write(sink, CONTENT, 0, CONTENT.length);
        });
    List<Future<byte[]>> readers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Following following = coming(fillings.open("debian", entry()));
      readers.add(executor.submit(() -> readAll(following)));
    }
    go.countDown();
    for (Future<byte[]> reader : readers) {
      assertThat(reader.get()).isEqualTo(CONTENT);
    }
    assertThat(fetches).hasValue(1);
    assertThat(fillings.open("debian", entry())).isInstanceOf(Opened.Filled.class);
    assertThat(backend.load(Key.blob(Digest.sha256Of(CONTENT)))).isEqualTo(CONTENT);
    assertThat(folder.resolve("fills")).isEmptyDirectory();
  }

  @Test
  void showsBytesAsTheyComeButNotTheLastBlock() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Fillings fillings =
        fillings((_, _, sink) -> {
          write(sink, CONTENT, 0, CONTENT.length);
          await(seen);
        });
    try (Following following = coming(fillings.open("debian", entry()))) {
      byte[] first = new byte[CONTENT.length];
      int n = 0;
      while (n < CONTENT.length - Fill.WITHHELD) {
        n += following.read(first, n, first.length - n);
      }
      assertThat(n).isEqualTo(CONTENT.length - Fill.WITHHELD);
      seen.countDown();
      while (n < CONTENT.length) {
        n += following.read(first, n, first.length - n);
      }
      assertThat(first).isEqualTo(CONTENT);
      assertThat(following.await()).isEqualTo(Digest.sha256Of(CONTENT));
    }
  }

  @Test
  void givesNobodyTheWholeOfWrongBytes() {
    byte[] wrong = CONTENT.clone();
    wrong[wrong.length - 1]++;
    Fillings fillings = fillings((_, _, sink) -> write(sink, wrong, 0, wrong.length));
    byte[] got = new byte[CONTENT.length];
    int n = 0;
    try (Following following = coming(fillings.open("debian", entry()))) {
      while (true) {
        n += following.read(got, n, got.length - n);
      }
    } catch (FillMismatch e) {
      assertThat(e).hasMessageContaining("not sha256:");
    }
    assertThat(n).isLessThanOrEqualTo(CONTENT.length - Fill.WITHHELD);
    assertThat(backend.stat(Key.blob(Digest.sha256Of(wrong)))).isEmpty();
    assertThat(backend.stat(Key.blob(Digest.sha256Of(CONTENT)))).isEmpty();
  }

  @Test
  void takesNoByteMoreAndNoneLessThanTheIndexSays() {
    Entry entry = entry();
    Fillings longer =
        fillings((_, _, sink) -> {
          write(sink, CONTENT, 0, CONTENT.length);
          sink.write(new byte[1], 0, 1);
        });
    assertThatThrownBy(() -> longer.fill("debian", entry))
        .isInstanceOf(FillMismatch.class)
        .hasMessageContaining("longer than the 300000 bytes");
    Fillings shorter = fillings((_, _, sink) -> write(sink, CONTENT, 0, CONTENT.length - 1));
    assertThatThrownBy(() -> shorter.fill("debian", entry))
        .isInstanceOf(FillMismatch.class)
        .hasMessageContaining("ended after 299999 of 300000");
  }

  @Test
  void notesInTheFillTableWhatAnotherAlgorithmTurnedOutToBe() {
    for (Algorithm algorithm : List.of(Algorithm.SHA512, Algorithm.SHA1, Algorithm.MD5)) {
      byte[] content = bytes(70_000 + algorithm.code());
      Entry entry = entry(content, algorithm, Entry.UNKNOWN_SIZE);
      // A folder each: the former one may still be putting its own in order.
      Fillings fillings =
          new Fillings(
              backend,
              folder.resolve("fills-" + algorithm),
              (_, _, sink) -> write(sink, content, 0, content.length),
              executor,
              now::get,
              FillLimits.DEFAULT);

      assertThat(fillings.filled(entry)).isEmpty();
      assertThat(fillings.fill("pypi", entry)).isEqualTo(Digest.sha256Of(content));
      assertThat(fillings.filled(entry)).contains(Digest.sha256Of(content));
      String name = algorithm + "-" + entry.digests().getFirst().hex();
      assertThat(new String(backend.load(new Key(Area.FILLS, name)), StandardCharsets.US_ASCII))
          .isEqualTo(Digest.sha256Of(content).hex());
    }
  }

  @Test
  void goesOnWhenTheFirstReaderLeaves() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    Fillings fillings =
        fillings((_, _, sink) -> {
          write(sink, CONTENT, 0, 150_000);
          await(left);
          write(sink, CONTENT, 150_000, CONTENT.length);
        });
    Following first = coming(fillings.open("debian", entry()));
    Following second = coming(fillings.open("debian", entry()));
    assertThat(first.read(new byte[10], 0, 10)).isEqualTo(10);
    first.close();
    left.countDown();
    assertThat(readAll(second)).isEqualTo(CONTENT);
  }

  @Test
  void goesOnFromItsRestartWhenTheBytesAreTheSame() {
    Fillings fillings =
        fillings((_, _, sink) -> {
          write(sink, CONTENT, 0, 200_000);
          sink.restart();
          write(sink, CONTENT, 0, CONTENT.length);
        });
    assertThat(read(fillings.open("debian", entry()), backend)).isEqualTo(CONTENT);
  }

  @Test
  void endsReadersThatHadBytesWhichAreNoLongerTrue() {
    byte[] stale = CONTENT.clone();
    stale[5]++;
    CountDownLatch read = new CountDownLatch(1);
    Fillings fillings =
        fillings((_, _, sink) -> {
          write(sink, stale, 0, 200_000);
          await(read);
          sink.restart();
          write(sink, CONTENT, 0, CONTENT.length);
        });
    try (Following early = coming(fillings.open("debian", entry()));
        Following waiting = coming(fillings.open("debian", entry()))) {
      assertThat(early.read(new byte[10], 0, 10)).isEqualTo(10);
      read.countDown();
      assertThat(waiting.await()).isEqualTo(Digest.sha256Of(CONTENT));
      assertThatThrownBy(() -> early.read(new byte[10], 0, 10)).isInstanceOf(FillMismatch.class);
      assertThat(readAll(waiting)).isEqualTo(CONTENT);
    }
  }

  @Test
  void remembersAFailureForAWhileOnly() {
    AtomicInteger fetches = new AtomicInteger();
    Fillings fillings =
        fillings((_, _, sink) -> {
          if (fetches.incrementAndGet() == 1) {
            throw new FillGone("upstream answers 404 for pool/x.deb");
          }
          write(sink, CONTENT, 0, CONTENT.length);
        });
    assertThatThrownBy(() -> fillings.fill("debian", entry())).isInstanceOf(FillGone.class);
    assertThatThrownBy(() -> fillings.fill("debian", entry())).isInstanceOf(FillGone.class);
    assertThat(fetches).hasValue(1);
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(2)));
    assertThat(fillings.fill("debian", entry())).isEqualTo(Digest.sha256Of(CONTENT));
  }

  @Test
  void refusesWhatItCouldNotVerify() {
    Entry unverifiable = Entry.lazy(TreePath.of("x"), Role.PAYLOAD, 5, 0, List.of());
    Fillings fillings = fillings((_, _, sink) -> sink.write(new byte[5], 0, 5));

    assertThatThrownBy(() -> fillings.open("debian", unverifiable))
        .isInstanceOf(FillFailed.class)
        .hasMessageContaining("no checksum");
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Files.createDirectories(folder.resolve("fills"));
    Files.writeString(folder.resolve("fills/17.part"), "half");
    Fillings fillings = fillings((_, _, sink) -> write(sink, CONTENT, 0, CONTENT.length));

    assertThat(folder.resolve("fills")).isEmptyDirectory();
    assertThat(fillings.fill("debian", entry())).isEqualTo(Digest.sha256Of(CONTENT));
  }

  @Test
  void fillsFromAnotherStoreWithOneFetchForBoth() {
    AtomicInteger fetches = new AtomicInteger();
    Fillings central =
        fillings((_, _, sink) -> {
          fetches.incrementAndGet();
          write(sink, CONTENT, 0, CONTENT.length);
        });
    for (String region : List.of("a", "b")) {
      DiskBackend replica = new DiskBackend(folder.resolve(region));
      Fillings edge =
          new Fillings(
              replica,
              folder.resolve(region + "-fills"),
              new FromFillings(central, backend),
              executor,
              now::get,
              FillLimits.DEFAULT);
      assertThat(read(edge.open("debian", entry()), replica)).isEqualTo(CONTENT);
      assertThat(replica.stat(Key.blob(Digest.sha256Of(CONTENT)))).isPresent();
    }
    assertThat(fetches).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
