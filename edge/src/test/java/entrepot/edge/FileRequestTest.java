package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.store.manifest.Role;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Conditional and range requests, one row each, for a file in memory and one on the disk. */
class FileRequestTest {
  private static final byte[] SMALL = EdgeFixture.bytes(1000, 1);
  private static final byte[] LARGE = EdgeFixture.bytes(200_000, 2);
  private static final String BEFORE = "Thu, 19 Nov 2026 23:59:59 GMT";
  private static final String AT = "Fri, 20 Nov 2026 00:00:00 GMT";
  private static final String AFTER = "Fri, 20 Nov 2026 00:00:01 GMT";

  @TempDir static Path folder;
  private static EdgeFixture edge;

  @BeforeAll
  static void start() {
    edge = EdgeFixture.over(folder);
    edge.put("pool/small.deb", Role.PAYLOAD, SMALL);
    edge.put("pool/large.deb", Role.PAYLOAD, LARGE);
    edge.put("pool/empty", Role.PAYLOAD, new byte[0]);
    edge.release();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  /** One request and the answer it must have; TAG stands for the file's. */
  private record Row(String method, String headers, int status, long from, long to) {
    Row(String headers, int status) {
      this("GET", headers, status, 0, status == 200 ? -1 : 0);
    }

    Row(String headers, int status, long from, long to) {
      this("GET", headers, status, from, to);
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("", 200),
          new Row("If-None-Match: TAG", 304),
          new Row("If-None-Match: W/TAG", 304),
          new Row("If-None-Match: *", 304),
          new Row("If-None-Match: \"x\"", 200),
          new Row("If-None-Match: \"x\", TAG", 304),
          new Row("If-None-Match: \"a,b\", W/TAG ,\"y\"", 304),
          new Row("If-None-Match: \"x\"|If-None-Match: TAG", 304),
          new Row("If-None-Match: unquoted", 200),
          new Row("If-None-Match: \"x\"|If-Modified-Since: " + AFTER, 200),
          new Row("If-None-Match: TAG|If-Modified-Since: " + BEFORE, 304),
          new Row("If-Modified-Since: " + BEFORE, 200),
          new Row("If-Modified-Since: " + AT, 304),
          new Row("If-Modified-Since: " + AFTER, 304),
          new Row("If-Modified-Since: yesterday", 200),
          new Row("If-Modified-Since: Friday, 20-Nov-26 00:00:00 GMT", 304),
          new Row("If-Modified-Since: Fri Nov 20 00:00:00 2026", 304),
          new Row("If-Match: TAG", 200),
          new Row("If-Match: *", 200),
          new Row("If-Match: \"x\", TAG", 200),
          new Row("If-Match: \"x\"", 412),
          new Row("If-Match: W/TAG", 412),
          new Row("If-Match: \"x\"|If-Unmodified-Since: " + AFTER, 412),
          new Row("If-Match: TAG|If-Unmodified-Since: " + BEFORE, 200),
          new Row("If-Match: TAG|If-None-Match: TAG", 304),
          new Row("If-Unmodified-Since: " + BEFORE, 412),
          new Row("If-Unmodified-Since: " + AT, 200),
          new Row("If-Unmodified-Since: nonsense", 200),
          new Row("Range: bytes=0-0", 206, 0, 1),
          new Row("Range: bytes=10-19", 206, 10, 20),
          new Row("Range: BYTES=10-19", 206, 10, 20),
          new Row("Range: bytes=10-", 206, 10, -1),
          new Row("Range: bytes=-10", 206, -10, -1),
          new Row("Range: bytes=-99999999", 206, 0, -1),
          new Row("Range: bytes=0-99999999", 206, 0, -1),
          new Row("Range: bytes=99999999-", 416),
          new Row("Range: bytes=-0", 416),
          new Row("Range: bytes=19-10", 200),
          new Row("Range: bytes=-", 200),
          new Row("Range: bytes=0-1,5-6", 200),
          new Row("Range: lines=0-1", 200),
          new Row("Range: bytes=99999999999999999999999-", 200),
          new Row("Range: bytes=0-9|If-Range: TAG", 206, 0, 10),
          new Row("Range: bytes=0-9|If-Range: \"x\"", 200),
          new Row("Range: bytes=0-9|If-Range: W/TAG", 200),
          new Row("Range: bytes=0-9|If-Range: " + AT, 206, 0, 10),
          new Row("Range: bytes=0-9|If-Range: " + AFTER, 200),
          new Row("Range: bytes=0-9|If-Range: " + BEFORE, 200),
          new Row("If-Range: \"x\"", 200),
          new Row("Range: bytes=0-9|If-None-Match: TAG", 304),
          new Row("Range: bytes=0-9|If-Match: \"x\"", 412),
          new Row("Range: bytes=0-9|If-Modified-Since: " + BEFORE, 206, 0, 10),
          new Row("HEAD", "", 200, 0, 0),
          new Row("HEAD", "Range: bytes=0-9", 200, 0, 0),
          new Row("HEAD", "If-None-Match: TAG", 304, 0, 0),
          new Row("HEAD", "If-Match: \"x\"", 412, 0, 0));

  @TestFactory
  Stream<DynamicTest> answersAsRfc9110Says() {
    return Stream.of("small", "large")
        .flatMap(name ->
            ROWS.stream()
                .map(row ->
                    DynamicTest.dynamicTest(
                        name + " " + row.method() + " " + row.headers(), () -> check(name, row))));
  }

  private static void check(String name, Row row) {
    byte[] content = name.equals("small") ? SMALL : LARGE;
    String tag = '"' + Digest.sha256Of(content).hex().substring(0, 32) + '"';
    String[] headers =
        row.headers().isEmpty()
            ? new String[0]
            : row.headers().replace("TAG", tag).split("\\|", -1);
    Reply reply = edge.ask(row.method(), "/debian/pool/" + name + ".deb", headers);

    assertThat(reply.status()).isEqualTo(row.status());
    if (row.status() == 200 || row.status() == 206 || row.status() == 304) {
      assertThat(reply.header("etag")).isEqualTo(tag);
      assertThat(reply.header("last-modified")).isEqualTo(AT);
      assertThat(reply.header("cache-control")).isEqualTo("public, max-age=86400");
    }
    int n = content.length;
    int from = (int) (row.from() < 0 ? n + row.from() : row.from());
    int to = (int) (row.to() < 0 ? n : row.to());
    switch (row.status()) {
      case 206 -> {
        assertThat(reply.header("content-range"))
            .isEqualTo("bytes " + from + "-" + (to - 1) + "/" + n);
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
      }
      case 416 -> assertThat(reply.header("content-range")).isEqualTo("bytes */" + n);
      case 200 -> {
        assertThat(reply.header("content-length")).isEqualTo("" + n);
        assertThat(reply.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
      }
      default -> assertThat(reply.headers()).doesNotContainKey("content-range");
    }
  }

  @Test
  void describesItsFiles() {
    Reply reply = edge.get("/debian/pool/large.deb");

    assertThat(reply.header("content-type")).isEqualTo("application/vnd.debian.binary-package");
    assertThat(reply.header("accept-ranges")).isEqualTo("bytes");
    assertThat(reply.headers()).doesNotContainKeys("content-encoding", "content-security-policy");
    assertThat(reply.headers()).containsKey("date");
  }

  @Test
  void servesAnEmptyFileWhole() {
    assertThat(edge.get("/debian/pool/empty").body()).isEmpty();
    assertThat(edge.get("/debian/pool/empty", "Range: bytes=-5").status()).isEqualTo(200);
    assertThat(edge.get("/debian/pool/empty", "Range: bytes=0-").status()).isEqualTo(416);
  }

  @Test
  void answersManyRequestsOfOneConnectionInTheirOrder() {
    try (Wire wire = new Wire(edge.port)) {
      for (int i = 0; i < 20; i++) {
        assertThat(wire.ask("GET", "/debian/pool/small.deb").body()).isEqualTo(SMALL);
        assertThat(wire.ask("GET", "/debian/pool/large.deb").body()).isEqualTo(LARGE);
        assertThat(wire.ask("GET", "/debian/none").status()).isEqualTo(404);
      }
      String one = "GET /debian/pool/small.deb HTTP/1.1\r\nHost: e\r\n\r\n";
      String two = "GET /debian/pool/large.deb HTTP/1.1\r\nHost: e\r\n\r\n";
      wire.send((one + two).repeat(10));
      for (int i = 0; i < 10; i++) {
        assertThat(wire.read(false).body()).isEqualTo(SMALL);
        assertThat(wire.read(false).body()).isEqualTo(LARGE);
      }
    }
  }

  @Test
  void closesWhenTheClientAsksAndWhenItIsOld() {
    try (Wire wire = new Wire(edge.port)) {
      Reply reply = wire.ask("GET", "/debian/pool/small.deb", "Connection: close");
      assertThat(reply.header("connection")).isEqualTo("close");
      assertThat(wire.rest()).isEmpty();
    }
    try (Wire wire = new Wire(edge.port)) {
      wire.send("GET /debian/pool/large.deb HTTP/1.0\r\n\r\n");
      assertThat(wire.read(false).body()).isEqualTo(LARGE);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void readsOnly() {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO")) {
      Reply reply = edge.ask(method, "/debian/pool/small.deb");
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }
    Reply options = edge.ask("OPTIONS", "/debian/pool/small.deb");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(edge.ask("OPTIONS", "*").status()).isEqualTo(204);
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() {
    try (Wire wire = new Wire(edge.port)) {
      wire.send(
          request("large.deb", "")
              + request("small.deb", "")
              + request("large.deb", "Range: bytes=70001-150000\r\n")
              + request("empty", "")
              + request("large.deb", ""));
      assertThat(wire.read(false).body()).isEqualTo(LARGE);
      assertThat(wire.read(false).body()).isEqualTo(SMALL);
      assertThat(wire.read(false).body()).isEqualTo(Arrays.copyOfRange(LARGE, 70_001, 150_001));
      assertThat(wire.read(false).body()).isEmpty();
      assertThat(wire.read(false).body()).isEqualTo(LARGE);
      wire.send(request("large.deb", "Connection: close\r\n"));
      assertThat(wire.read(false).body()).isEqualTo(LARGE);
      assertThat(wire.rest()).isEmpty();
    }
  }

  private static String request(String file, String headers) {
    return "GET /debian/pool/" + file + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }
}
