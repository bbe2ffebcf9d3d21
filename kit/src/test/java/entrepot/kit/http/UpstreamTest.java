package entrepot.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamTest extends UpstreamFixture {
  @Test
  void aFileComesWithItsValidators() {
    TestingUpstream server =
        server((asked, out) ->
            TestingUpstream.answer(
                out,
                "200 OK\r\nETag: \"a\"\r\nLast-Modified: Fri, 20 Nov 2026 10:00:00 GMT",
                "hello"));
    Upstream upstream = client();

    Fetched fetched = upstream.get(Fetch.upTo(server.uri("/a%2Bb"), 100), sink);

    Fetched.Body body = (Fetched.Body) fetched;
    assertThat(body.validators())
        .isEqualTo(
            new Validators(Optional.of("\"a\""), Optional.of("Fri, 20 Nov 2026 10:00:00 GMT")));
    assertThat(body.size()).isEqualTo(5);
    assertThat(body.head().at()).isEqualTo(server.uri("/a%2Bb"));
    assertThat(body.head().header("etag")).contains("\"a\"");
    assertThat(sink.text()).isEqualTo("hello");
    assertThat(upstream.traffic()).isEqualTo(new Traffic(1, 5));
    assertThat(server.asked().getFirst().path()).isEqualTo("/a%2Bb");
    assertThat(server.asked().getFirst().header("accept-encoding")).isEqualTo("identity");
    assertThat(server.asked().getFirst().header("user-agent")).startsWith("entrepot");
  }

  @Test
  void aFileThatDidNotChangeCostsNoBody() {
    TestingUpstream server =
        server((asked, out) -> {
          boolean same = asked.header("if-none-match").equals("W/\"7\"");
          TestingUpstream.head(out, same ? "304 Not Modified" : "500 Wrong");
        });
    Validators known = new Validators(Optional.of("W/\"7\""), Optional.of("some date"));

    assertThat(client().get(Fetch.upTo(server.uri("/x"), 100).unless(known), sink))
        .isEqualTo(new Fetched.NotModified());
    assertThat(server.asked().getFirst().header("if-modified-since")).isEqualTo("some date");
  }

  @Test
  void aMissingFileIsAskedForOnce() {
    TestingUpstream server = server((asked, out) -> TestingUpstream.head(out, "404 Not Found"));

    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/x"), 100), sink))
        .asInstanceOf(type(UpstreamRefused.class))
        .satisfies(refused -> assertThat(refused.absent()).isTrue())
        .extracting(Throwable::getMessage)
        .asString()
        .contains(server.uri("/x").toString())
        .contains("404");
    assertThat(server.asked()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anUpstreamInTroubleIsAskedAgainAfterLongerAndLongerPauses() {
    TestingUpstream server =
        server((asked, out) ->
            TestingUpstream.answer(out, asked.number() < 4 ? "502 Bad" : "200 OK", "x"));

    client().get(Fetch.upTo(server.uri("/x"), 100), sink);

    assertThat(sink.text()).isEqualTo("x");
    assertThat(pauses).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(pauses.get(i))
          .isBetween(Duration.ofMillis(500 << i), Duration.ofMillis(1000 << i));
    }
  }

  @Test
  void theUpstreamSaysHowLongToWaitWithinLimits() {
    TestingUpstream server =
        server((asked, out) -> {
          String[] heads = {
            "429 Slow down\r\nRetry-After: 7",
            "503 Later\r\nRetry-After: Sat, 21 Nov 2026 10:00:20 GMT",
            "503 Later\r\nRetry-After: 999999",
            "200 OK"
          };
          TestingUpstream.answer(out, heads[asked.number() - 1], "x");
        });

    client().get(Fetch.upTo(server.uri("/x"), 100), sink);

    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void retriesEnd() {
    TestingUpstream server = server((asked, out) -> TestingUpstream.head(out, "500 Broken"));

    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/x"), 100), sink))
        .isInstanceOf(UpstreamRefused.class);
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void anUpstreamThatIsNotThereIsUnreachable() {
    TestingUpstream server = server((asked, out) -> {});
    URI gone = server.uri("/x");
    server.close();

    assertThatThrownBy(() -> client().get(Fetch.upTo(gone, 100), sink))
        .isInstanceOf(UpstreamUnreachable.class)
        .hasMessageContaining(gone.toString());
    assertThat(pauses).hasSize(3);
  }

  @Test
  void aFileLargerThanItsIndexSaysIsCutOff() {
    TestingUpstream honest =
        server((asked, out) -> TestingUpstream.answer(out, "200 OK", "0123456789"));
    TestingUpstream endless =
        server((asked, out) -> {
          TestingUpstream.head(out, "200 OK");
          while (true) {
            out.write(new byte[8192]);
          }
        });

    assertThatThrownBy(() -> client().get(Fetch.exactly(honest.uri("/x"), 9), sink))
        .isInstanceOf(UpstreamTooLarge.class)
        .hasMessageContaining("9 bytes");
    assertThatThrownBy(() -> client().get(Fetch.exactly(endless.uri("/x"), 9), sink))
        .isInstanceOf(UpstreamTooLarge.class);
    assertThatThrownBy(() -> client().get(Fetch.upTo(endless.uri("/x"), 1 << 20), sink))
        .isInstanceOf(UpstreamTooLarge.class)
        .hasMessageContaining("allowed 1048576");
    assertThat(sink.text().length()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void aFileShorterThanItsIndexSaysIsNotTaken() {
    TestingUpstream server = server((asked, out) -> TestingUpstream.answer(out, "200 OK", "12345"));

    assertThatThrownBy(() -> client().get(Fetch.exactly(server.uri("/x"), 9), sink))
        .isInstanceOf(UpstreamChanged.class)
        .hasMessageContaining("5 of the 9");
  }

  @Test
  void encodingsThatWereNotAskedForAreRefused() {
    TestingUpstream server =
        server(
            (asked, out) -> TestingUpstream.answer(out, "200 OK\r\nContent-Encoding: gzip", "x"));

    assertThatThrownBy(() -> client().get(Fetch.upTo(server.uri("/InRelease"), 9), sink))
        .isInstanceOf(UnexpectedEncoding.class);
    client().get(Fetch.upTo(server.uri("/Packages.gz"), 9), sink);
    assertThat(sink.text()).as("a file's own compression, mislabelled").isEqualTo("x");
  }

  @Test
  void oneHostGetsNoMoreConnectionsThanAllowed() {
    java.util.concurrent.atomic.AtomicInteger now = new java.util.concurrent.atomic.AtomicInteger();
    java.util.concurrent.atomic.AtomicInteger most =
        new java.util.concurrent.atomic.AtomicInteger();
    java.util.concurrent.CountDownLatch three = new java.util.concurrent.CountDownLatch(3);
    TestingUpstream server =
        server((asked, out) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          three.countDown();
          three.await();
          now.decrementAndGet();
          TestingUpstream.answer(out, "200 OK", "x");
        });
    Upstream upstream = client(SETTINGS.withConnectionsPerHost(3));

    try (Downloads downloads = new Downloads(30)) {
      for (int i = 0; i < 30; i++) {
        downloads.submit(() -> upstream.get(Fetch.upTo(server.uri("/x"), 9), new MemorySink()));
      }
      downloads.finish();
    }

    assertThat(server.asked()).hasSize(30);
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    java.util.Set<Integer> ports = java.util.concurrent.ConcurrentHashMap.newKeySet();
    com.sun.net.httpserver.HttpServer server =
        com.sun.net.httpserver.HttpServer.create(
            new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            ports.add(exchange.getRemoteAddress().getPort());
            boolean same = exchange.getRequestHeaders().containsKey("If-None-Match");
            exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : 3);
            if (!same) {
              exchange.getResponseBody().write(new byte[3]);
            }
          }
        });
    server.start();
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
      Upstream upstream = client();
      Validators known = new Validators(Optional.of("\"1\""), Optional.empty());
      for (int i = 0; i < 3; i++) {
        upstream.get(Fetch.exactly(uri, 3), new MemorySink());
        upstream.get(Fetch.upTo(uri, 3).unless(known), new MemorySink());
      }
      assertThat(ports).hasSize(1);
    } finally {
      server.stop(0);
    }
  }
}
