package entrepot.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class UpstreamResumeTest extends UpstreamFixture {
  private static final String DATES =
      "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\nLast-Modified: Fri, 20 Nov 2026 10:00:00 GMT";

  /** Promises ten bytes and sends five. */
  private static void half(OutputStream out, String headers) throws IOException {
    TestingUpstream.head(out, "200 OK\r\nContent-Length: 10\r\n" + headers);
    out.write("01234".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private TestingUpstream breaksThen(String headers, String head, String body) {
    return server((asked, out) -> {
      if (asked.number() == 1) {
        half(out, headers);
      } else {
        TestingUpstream.answer(out, head, body);
      }
    });
  }

  @Test
  void aBrokenTransferGoesOnWhereItStopped() {
    TestingUpstream server =
        breaksThen(
            "ETag: \"v1\"", "206 Partial\r\nETag: \"v1\"\r\nContent-Range: bytes 5-9/10", "56789");

    Upstream upstream = client();
    upstream.get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(sink.text()).isEqualTo("0123456789");
    assertThat(sink.restarts()).isZero();
    assertThat(server.asked().get(1).header("range")).isEqualTo("bytes=5-");
    assertThat(server.asked().get(1).header("if-range")).isEqualTo("\"v1\"");
    assertThat(upstream.traffic()).isEqualTo(new Traffic(2, 10));
  }

  @Test
  void aDateServesWhereThereIsNoStrongETag() {
    TestingUpstream server =
        breaksThen(
            "ETag: W/\"v1\"\r\n" + DATES, "206 Partial\r\nContent-Range: bytes 5-9/10", "56789");

    client().get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(sink.text()).isEqualTo("0123456789");
    assertThat(server.asked().get(1).header("if-range")).isEqualTo("Fri, 20 Nov 2026 10:00:00 GMT");
  }

  @Test
  void withoutProofTheFileBeginsAnew() {
    TestingUpstream server = breaksThen("ETag: W/\"v1\"", "200 OK", "abcdefghij");

    client().get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(sink.text()).isEqualTo("abcdefghij");
    assertThat(sink.restarts()).isEqualTo(1);
    assertThat(server.asked().get(1).header("range")).isEmpty();
  }

  @Test
  void aWholeAnswerToTheRestBeginsAnew() {
    TestingUpstream server = breaksThen("ETag: \"v1\"", "200 OK\r\nETag: \"v2\"", "abcdefghij");

    client().get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(server.asked().get(1).header("range")).isEqualTo("bytes=5-");
    assertThat(sink.text()).isEqualTo("abcdefghij");
    assertThat(sink.restarts()).isEqualTo(1);
  }

  @Test
  void aPartThatDoesNotFitIsNotJoined() {
    TestingUpstream server =
        server((asked, out) -> {
          switch (asked.number()) {
            case 1 -> half(out, "ETag: \"v1\"");
            case 2 ->
                TestingUpstream.answer(out, "206 Partial\r\nContent-Range: bytes 4-9/10", "456789");
            default -> TestingUpstream.answer(out, "200 OK", "abcdefghij");
          }
        });

    client().get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(sink.text()).isEqualTo("abcdefghij");
    assertThat(server.asked().get(2).header("range")).isEmpty();
  }

  @Test
  void aPartOfAnotherVersionIsNotJoined() {
    TestingUpstream server =
        server((asked, out) -> {
          if (asked.header("range").isEmpty()) {
            half(out, "ETag: \"v1\"");
          } else {
            TestingUpstream.answer(
                out, "206 Partial\r\nETag: \"v2\"\r\nContent-Range: bytes 5-9/10", "56789");
          }
        });

    assertThatThrownBy(() -> client().get(Fetch.exactly(server.uri("/x"), 10), sink))
        .isInstanceOf(UpstreamChanged.class)
        .hasMessageContaining("another file");
  }

  @Test
  void aRangeThatTheUpstreamCannotSatisfyBeginsAnew() {
    TestingUpstream server =
        server((asked, out) -> {
          switch (asked.number()) {
            case 1 -> half(out, "ETag: \"v1\"");
            case 2 -> TestingUpstream.answer(out, "416 No", "");
            default -> TestingUpstream.answer(out, "200 OK", "abcdefghij");
          }
        });

    client().get(Fetch.exactly(server.uri("/x"), 10), sink);

    assertThat(sink.text()).isEqualTo("abcdefghij");
  }

  @Test
  void aFileThatNeverComesWholeIsGivenUp() {
    TestingUpstream server = server((asked, out) -> half(out, "X: y"));

    assertThatThrownBy(() -> client().get(Fetch.exactly(server.uri("/x"), 10), sink))
        .isInstanceOf(UpstreamUnreachable.class)
        .hasMessageContaining("after 5 bytes");
    assertThat(server.asked()).hasSize(4);
  }
}
