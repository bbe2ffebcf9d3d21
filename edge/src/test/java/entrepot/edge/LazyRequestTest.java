package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import entrepot.kit.TreePath;
import entrepot.release.Revocation;
import entrepot.store.fill.FillFailed;
import entrepot.store.fill.FillGone;
import entrepot.store.fill.MissFetcher;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are fetched when somebody asks, over real connections. */
class LazyRequestTest {
  private static final byte[] CONTENT = EdgeFixture.bytes(2_000_000, 3);
  private static final int WITHHELD = 64 * 1024;
  private static final String TARGET = "/debian/pool/lazy.deb";

  @TempDir Path folder;

  private static Entry lazy(byte[] content, Algorithm algorithm, long size) {
    Digest digest = Digest.of(algorithm, algorithm.hash().digest(content));
    return Entry.lazy(
        TreePath.of("pool/lazy.deb"), Role.PAYLOAD, size, EdgeFixture.MTIME, List.of(digest));
  }

  private EdgeFixture edge(Algorithm algorithm, long size, MissFetcher fetcher) {
    EdgeFixture edge = EdgeFixture.over(folder, fetcher);
    edge.put(lazy(CONTENT, algorithm, size));
    edge.release();
    return edge;
  }

  private static void write(MissFetcher.Sink sink, byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 50_000) {
      sink.write(bytes, at, Math.min(50_000, to - at));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void fetchesOnceForTwoHundredWaitingClients() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (EdgeFixture edge =
            edge(
                Algorithm.SHA256,
                CONTENT.length,
                (_, _, sink) -> {
                  fetches.incrementAndGet();
                  await(go);
                  write(sink, CONTENT, 0, CONTENT.length);
                });
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> replies = new ArrayList<>();
      CountDownLatch asked = new CountDownLatch(200);
      for (int i = 0; i < 200; i++) {
        replies.add(
            clients.submit(() -> {
              try (Wire wire = new Wire(edge.port)) {
                wire.send("GET " + TARGET + " HTTP/1.1\r\nHost: e\r\n\r\n");
                asked.countDown();
                return wire.read(false);
              }
            }));
      }
      await(asked);
      go.countDown();
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).isEqualTo(200);
        assertThat(reply.get().body()).isEqualTo(CONTENT);
      }
      assertThat(fetches).hasValue(1);
      assertThat(edge.get(TARGET).body()).isEqualTo(CONTENT);
      assertThat(fetches).hasValue(1);
    }
  }

  @Test
  void givesNoClientTheWholeOfWrongBytes() throws Exception {
    byte[] wrong = CONTENT.clone();
    wrong[wrong.length - 1]++;
    try (EdgeFixture edge =
            edge(
                Algorithm.SHA256,
                CONTENT.length,
                (_, _, sink) -> write(sink, wrong, 0, wrong.length));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> got = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        got.add(
            clients.submit(() -> {
              try (Wire wire = new Wire(edge.port)) {
                String head = "GET " + TARGET + " HTTP/1.1\r\nHost: e\r\n";
                wire.send(head + "Connection: close\r\n\r\n");
                return wire.rest();
              }
            }));
      }
      for (Future<byte[]> bytes : got) {
        assertThat(bytes.get().length).isLessThan(CONTENT.length - WITHHELD + 1000);
      }
      // The failure is remembered for a while, and told properly to who comes then.
      Reply later = edge.get(TARGET);
      assertThat(later.status()).isEqualTo(502);
      assertThat(later.text()).contains("not sha256:");
      assertThat(later.header("retry-after")).isNotEmpty();
    }
  }

  @Test
  void endsNoAnswerProperlyWhenUpstreamIsCutShort() throws Exception {
    for (long size : new long[] {CONTENT.length, Entry.UNKNOWN_SIZE}) {
      CountDownLatch first = new CountDownLatch(1);
      try (EdgeFixture edge =
              new EdgeFixture(
                  folder.resolve("size" + size),
                  (_, _, sink) -> {
                    write(sink, CONTENT, 0, 500_000);
                    await(first);
                  },
                  List.of(),
                  entrepot.kit.listen.Limits.DEFAULT);
          HttpClient client = HttpClient.newHttpClient()) {
        edge.put(lazy(CONTENT, Algorithm.SHA256, size));
        edge.release();
        URI uri = URI.create("http://127.0.0.1:" + edge.port + TARGET);
        HttpResponse<InputStream> begun =
            client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
        first.countDown();
        assertThat(begun.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> begun.body().readAllBytes()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void tellsGoneFromFailed() {
    try (EdgeFixture edge =
        edge(
            Algorithm.SHA256,
            CONTENT.length,
            (_, _, _) -> {
              throw new FillGone("upstream answers 404 for pool/lazy.deb");
            })) {
      Reply reply = edge.get(TARGET);
      assertThat(reply.status()).isEqualTo(410);
      assertThat(reply.text()).contains("upstream answers 404");
    }
    try (EdgeFixture edge =
        edge(
            Algorithm.SHA256,
            CONTENT.length,
            (_, _, _) -> {
              throw new FillFailed("upstream does not answer", null);
            })) {
      Reply reply = edge.get(TARGET);
      assertThat(reply.status()).isEqualTo(502);
      assertThat(reply.header("retry-after")).isNotEmpty();
    }
  }

  @Test
  void answersRangesFromWhatIsThereAlready() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (EdgeFixture edge =
            edge(
                Algorithm.SHA256,
                CONTENT.length,
                (_, _, sink) -> {
                  write(sink, CONTENT, 0, 1_000_000);
                  await(go);
                  write(sink, CONTENT, 1_000_000, CONTENT.length);
                });
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Reply early = edge.get(TARGET, "Range: bytes=500000-599999");
      assertThat(early.status()).isEqualTo(206);
      assertThat(early.header("content-range")).isEqualTo("bytes 500000-599999/2000000");
      assertThat(early.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 500_000, 600_000));

      Future<Reply> late = clients.submit(() -> edge.get(TARGET, "Range: bytes=-10"));
      go.countDown();
      assertThat(late.get().body())
          .isEqualTo(Arrays.copyOfRange(CONTENT, CONTENT.length - 10, CONTENT.length));
    }
  }

  @Test
  void describesALazyFileWithoutFetchingIt() {
    AtomicInteger fetches = new AtomicInteger();
    try (EdgeFixture edge =
        edge(
            Algorithm.SHA256,
            CONTENT.length,
            (_, _, sink) -> {
              fetches.incrementAndGet();
              write(sink, CONTENT, 0, CONTENT.length);
            })) {
      Reply head = edge.ask("HEAD", TARGET);
      String tag = head.header("etag");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).isEqualTo("2000000");
      assertThat(edge.get(TARGET, "If-None-Match: " + tag).status()).isEqualTo(304);
      assertThat(edge.get(TARGET, "Range: bytes=2000000-").status()).isEqualTo(416);
      assertThat(fetches).hasValue(0);

      assertThat(edge.get(TARGET).header("etag")).isEqualTo(tag);
      assertThat(fetches).hasValue(1);
      assertThat(edge.get(TARGET).header("etag")).isEqualTo(tag);
      assertThat(edge.get(TARGET, "Range: bytes=7-9", "If-Range: " + tag).body())
          .isEqualTo(Arrays.copyOfRange(CONTENT, 7, 10));
    }
  }

  @Test
  void servesFilesOfUnknownSizeAndOtherDigests() {
    AtomicInteger fetches = new AtomicInteger();
    try (EdgeFixture edge =
        edge(
            Algorithm.SHA1,
            Entry.UNKNOWN_SIZE,
            (_, _, sink) -> {
              fetches.incrementAndGet();
              write(sink, CONTENT, 0, CONTENT.length);
            })) {
      Reply range = edge.get(TARGET, "Range: bytes=5-9");
      assertThat(range.status()).isEqualTo(206);
      assertThat(range.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 5, 10));
      Reply whole = edge.get(TARGET);
      assertThat(whole.body()).isEqualTo(CONTENT);
      assertThat(whole.header("etag")).isEqualTo(range.header("etag"));
      assertThat(fetches).hasValue(1);
    }
  }

  @Test
  void streamsAFileOfUnknownSizeInChunks() {
    try (EdgeFixture edge =
        edge(
            Algorithm.SHA512,
            Entry.UNKNOWN_SIZE,
            (_, _, sink) -> write(sink, CONTENT, 0, CONTENT.length))) {
      Reply whole = edge.get(TARGET);
      assertThat(whole.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(whole.body()).isEqualTo(CONTENT);
    }
  }

  @Test
  void servesNoRevokedContentThatAFetchBrings() {
    try (EdgeFixture edge =
        EdgeFixture.over(folder, (_, _, sink) -> write(sink, CONTENT, 0, CONTENT.length))) {
      edge.put(lazy(CONTENT, Algorithm.SHA1, CONTENT.length));
      edge.release(new Revocation.OfContent(Digest.sha256Of(CONTENT), "it is malware"));

      assertThat(edge.get(TARGET).status()).isEqualTo(410);
      Reply again = edge.get(TARGET);
      assertThat(again.status()).isEqualTo(410);
      assertThat(again.text()).contains("it is malware");
    }
  }
}
