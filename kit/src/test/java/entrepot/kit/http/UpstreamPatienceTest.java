package entrepot.kit.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UpstreamPatienceTest extends UpstreamFixture {
  private static final Duration SHORT = Duration.ofMillis(200);

  private static final HttpSettings IMPATIENT =
      SETTINGS.withPatience(SHORT, SHORT, SHORT, 1 << 20).withRetries(1, Duration.ZERO);

  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void anUpstreamThatNeverAnswersIsLeft() {
    TestingUpstream server = server((asked, out) -> never.await());

    assertThatThrownBy(() -> client(IMPATIENT).get(Fetch.upTo(server.uri("/x"), 100), sink))
        .isInstanceOf(UpstreamStalled.class)
        .hasMessageContaining(server.uri("/x").toString());
  }

  @Test
  void anUpstreamThatStopsInTheMiddleIsLeft() {
    TestingUpstream server =
        server((asked, out) -> {
          TestingUpstream.head(out, "200 OK\r\nContent-Length: 100");
          out.write(new byte[10]);
          out.flush();
          never.await();
        });

    assertThatThrownBy(() -> client(IMPATIENT).get(Fetch.exactly(server.uri("/x"), 100), sink))
        .isInstanceOf(UpstreamStalled.class)
        .hasMessageContaining("after 10 bytes");
  }

  @Test
  void anUpstreamThatDripsIsLeft() {
    TestingUpstream server =
        server((asked, out) -> {
          TestingUpstream.head(out, "200 OK");
          while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
          }
        });

    assertThatThrownBy(() -> client(IMPATIENT).get(Fetch.upTo(server.uri("/x"), 1 << 20), sink))
        .isInstanceOf(UpstreamStalled.class)
        .hasMessageContaining("bytes came in");
  }

  @Test
  void anUpstreamThatDripsItsHeadIsLeft() {
    TestingUpstream server =
        server((asked, out) -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
          while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
          }
        });

    assertThatThrownBy(() -> client(IMPATIENT).get(Fetch.upTo(server.uri("/x"), 100), sink))
        .isInstanceOf(UpstreamStalled.class);
  }
}
