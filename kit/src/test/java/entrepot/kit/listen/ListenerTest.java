package entrepot.kit.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
  private static final Binding ANY = new Binding.Tcp("127.0.0.1", 0);

  @TempDir Path folder;

  private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest.Builder to(Binding bound, String target) {
    return HttpRequest.newBuilder(URI.create("http://" + bound + target))
        .version(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void answersWithPathQueryHeadersAndBody() throws Exception {
    try (Listener listener =
        Listener.of(
            ANY,
            Limits.DEFAULT,
            request ->
                Answer.text(
                    200,
                    String.join(
                        "|",
                        request.method(),
                        request.path(),
                        request.query("q").orElse("-"),
                        request.query("none").orElse("-"),
                        request.header("x-test").orElse("-"),
                        request.client(),
                        new String(request.body(), StandardCharsets.UTF_8))))) {
      Binding bound = listener.start();
      HttpResponse<String> answer =
          ask(
              to(bound, "/a%20b+c?q=1%2B1&q=2")
                  .header("X-Test", "yes")
                  .POST(HttpRequest.BodyPublishers.ofString("body")));
      assertThat(answer.body()).isEqualTo("POST|/a b+c|1+1|-|yes|127.0.0.1|body");
      assertThat(answer.headers().firstValue("date")).isPresent();
    }
  }

  @Test
  void tellsTheClientNothingOfItsFailures() throws Exception {
    try (Listener listener =
        Listener.of(
            ANY,
            Limits.DEFAULT,
            request -> {
              throw new IllegalStateException("secret of " + request.path());
            })) {
      Binding bound = listener.start();
      HttpResponse<String> answer = ask(to(bound, "/x"));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("secret");
      assertThat(ask(to(bound, "/%00")).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    Limits limits = new Limits(1000, 1000, 10, 10, Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (Listener listener = Listener.of(ANY, limits, _ -> Answer.text(200, "ok"))) {
      Binding bound = listener.start();
      var fits = to(bound, "/").POST(HttpRequest.BodyPublishers.ofString("0123456789"));
      assertThat(ask(fits).statusCode()).isEqualTo(200);
      var large = to(bound, "/").POST(HttpRequest.BodyPublishers.ofString("0123456789a"));
      assertThat(ask(large).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void streamsPieceByPieceAndCutsWhatFails() throws Exception {
    try (Listener listener =
        Listener.of(
            ANY,
            Limits.DEFAULT,
            request ->
                Answer.streamed(
                    "text/plain",
                    out -> {
                      for (int i = 0; i < 1000; i++) {
                        out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
                      }
                      if (request.path().equals("/fails")) {
                        throw new IOException("half way");
                      }
                    }))) {
      Binding bound = listener.start();
      assertThat(ask(to(bound, "/whole")).body().lines()).hasSize(1000);
      assertThatThrownBy(() -> ask(to(bound, "/fails"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void listensOnASocketThatOnlyItsOwnerMayOpen() throws Exception {
    Path socket = folder.resolve("admin.sock");
    Files.writeString(socket, "left by a killed process");
    try (Listener listener =
        Listener.of(
            new Binding.Unix(socket),
            Limits.DEFAULT,
            request -> Answer.text(200, "hello " + request.client()))) {
      listener.start();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(socket));
        String request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        String answer =
            new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("hello unix");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysWhyItCannotListen() {
    try (Listener first = Listener.of(ANY, Limits.DEFAULT, _ -> Answer.text(200, ""))) {
      Binding taken = first.start();
      try (Listener second = Listener.of(taken, Limits.DEFAULT, _ -> Answer.text(200, ""))) {
        assertThatThrownBy(second::start)
            .isInstanceOf(CannotListen.class)
            .hasMessageContaining(taken.toString());
      }
    }
    Path deep = folder.resolve("x".repeat(100));
    try (Listener longName =
        Listener.of(new Binding.Unix(deep), Limits.DEFAULT, _ -> Answer.text(200, ""))) {
      assertThatThrownBy(longName::start)
          .isInstanceOf(CannotListen.class)
          .hasMessageContaining("too long");
    }
  }

  @Test
  void letsAnAnswerUnderWayEndWhenItStops() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Listener listener =
        Listener.of(
            ANY,
            Limits.DEFAULT,
            request ->
                Answer.streamed(
                    "text/plain",
                    out -> {
                      asked.countDown();
                      await(go);
                      out.write(request.path().getBytes(StandardCharsets.UTF_8));
                    }));
    Binding bound = listener.start();
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return ask(to(bound, "/slow")).body();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    await(asked);
    Thread stopping = Thread.ofVirtual().start(() -> listener.stop(Duration.ofSeconds(10)));
    go.countDown();
    assertThat(answer.get()).isEqualTo("/slow");
    stopping.join();
  }

  @Test
  void addsHeadersToAnAnswer() {
    Answer answer = Answer.json(201, "{}").with("Location", "/x");
    assertThat(answer.headers())
        .isEqualTo(Map.of("Content-Type", "application/json", "Location", "/x"));
    assertThat(answer.status()).isEqualTo(201);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
