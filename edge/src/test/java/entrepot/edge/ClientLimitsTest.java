package entrepot.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import entrepot.kit.listen.Limits;
import entrepot.store.manifest.Role;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who is served, for how long, and what is written down about it. */
class ClientLimitsTest {
  @TempDir Path folder;

  private EdgeFixture edge(List<String> networks, Limits limits) {
    EdgeFixture edge =
        new EdgeFixture(
            folder,
            (_, entry, _) -> {
              throw new AssertionError("" + entry);
            },
            networks,
            limits);
    edge.put("a", "content");
    edge.release();
    return edge;
  }

  @Test
  void servesItsNetworksOnly() {
    try (EdgeFixture edge = edge(List.of("127.0.0.2/31", "10.0.0.0/8"), Limits.DEFAULT)) {
      for (String inside : List.of("127.0.0.2", "127.0.0.3")) {
        try (Wire wire = new Wire(edge.port, inside)) {
          assertThat(wire.ask("GET", "/debian/a").text()).isEqualTo("content");
          assertThat(wire.ask("GET", "/debian/a").text()).isEqualTo("content");
        }
      }
      try (Wire wire = new Wire(edge.port, "127.0.0.4")) {
        Reply reply = wire.ask("GET", "/debian/a");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).contains("region-a", "127.0.0.4");
        assertThat(wire.ask("GET", "/.health").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void readsNetworksOfBothKinds() {
    Networks networks =
        Networks.of(List.of("192.0.2.0/24", "2001:db8::/32", "::ffff:10.0.0.0/104"));

    assertThat(networks.allows("192.0.2.200")).isTrue();
    assertThat(networks.allows("::ffff:192.0.2.1")).isTrue();
    assertThat(networks.allows("10.1.2.3")).isTrue();
    assertThat(networks.allows("2001:db8::1%eth0")).isTrue();
    assertThat(networks.allows("192.0.3.1")).isFalse();
    assertThat(networks.allows("2001:db9::1")).isFalse();
    assertThat(networks.allows("-")).isFalse();
    assertThat(Networks.of(List.of()).allows("anything")).isTrue();
    assertThatThrownBy(() -> Networks.of(List.of("10.0.0.0/33")))
        .isInstanceOf(Networks.InvalidNetwork.class);
    assertThatThrownBy(() -> Networks.of(List.of("example.org")))
        .isInstanceOf(Networks.InvalidNetwork.class);
  }

  @Test
  void cutsRequestsThatNeverEnd() {
    // Long enough for a busy machine to say what it has to say.
    Limits limits =
        new Limits(8192, 16384, 1024, 100, Duration.ofSeconds(3), Duration.ofSeconds(4));
    try (EdgeFixture edge = edge(List.of(), limits);
        Wire silent = new Wire(edge.port);
        Wire halfway = new Wire(edge.port);
        Wire idle = new Wire(edge.port)) {
      halfway.send("GET /debian/a HTTP/1.1\r\nX-Slow: ");
      assertThat(idle.ask("GET", "/debian/a").text()).isEqualTo("content");
      assertThat(halfway.rest()).isEmpty();
      assertThat(idle.rest()).isEmpty();
      assertThat(silent.rest()).isEmpty();
    }
  }

  @Test
  void cutsClientsThatStopTakingAFile() throws InterruptedException {
    Limits limits =
        new Limits(8192, 16384, 1024, 1, Duration.ofMillis(400), Duration.ofMillis(1500));
    try (EdgeFixture edge = edge(List.of(), limits)) {
      byte[] content = EdgeFixture.bytes(32 << 20, 1);
      edge.put("large", Role.PAYLOAD, content);
      edge.release();
      try (Wire stalled = new Wire(edge.port)) {
        stalled.send("GET /debian/large HTTP/1.1\r\nHost: x\r\n\r\n");
        // Only one connection is granted: another is served when the first has been closed.
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        boolean served = served(edge);
        while (!served && System.nanoTime() < end) {
          Thread.sleep(50);
          served = served(edge);
        }
        assertThat(served).isTrue();
        assertThat(stalled.rest().length).isLessThan(content.length);
      }
    }
  }

  private static boolean served(EdgeFixture edge) {
    try (Wire wire = new Wire(edge.port)) {
      wire.send("GET /debian/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      return wire.rest().length > 0;
    } catch (UncheckedIOException _) {
      // Closed before it could say anything.
      return false;
    }
  }

  @Test
  void refusesWhatIsTooLong() {
    Limits limits = new Limits(1000, 2000, 1024, 9, Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (EdgeFixture edge = edge(List.of(), limits)) {
      assertThat(edge.get("/" + "x".repeat(1500)).status()).isIn(400, 414);
      assertThat(edge.get("/debian/a", "X: " + "y".repeat(3000)).status()).isIn(400, 431);
    }
  }

  @Test
  void closesConnectionsBeyondItsLimit() {
    Limits limits = new Limits(1000, 2000, 1024, 2, Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (EdgeFixture edge = edge(List.of(), limits);
        Wire one = new Wire(edge.port);
        Wire two = new Wire(edge.port)) {
      assertThat(one.ask("GET", "/debian/a").status()).isEqualTo(200);
      assertThat(two.ask("GET", "/debian/a").status()).isEqualTo(200);
      try (Wire three = new Wire(edge.port)) {
        assertThat(three.rest()).isEmpty();
      }
      assertThat(one.ask("GET", "/debian/a").status()).isEqualTo(200);
    }
  }

  @Test
  void writesAnAccessLogThatNobodyCanForge() {
    Logger logger = (Logger) LoggerFactory.getLogger("entrepot.access.region-a");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      try (EdgeFixture edge = edge(List.of(), Limits.DEFAULT);
          Wire wire = new Wire(edge.port, "127.0.0.9")) {
        wire.ask("GET", "/debian/a", "User-Agent: apt/2.6 \"x\" \\");
        wire.ask("GET", "/debian/none?\"");
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2);
    assertThat(lines.list.getFirst().getFormattedMessage())
        .isEqualTo(
            "127.0.0.9 - - [21/Nov/2026:09:00:00 +0000] \"GET /debian/a HTTP/1.1\" 200 7"
                + " \"-\" \"apt/2.6 \\x22x\\x22 \\x5c\" region-a hit");
    assertThat(lines.list.get(1).getFormattedMessage())
        .contains("\"GET /debian/none?\\x22 HTTP/1.1\" 404 ", " region-a -");
  }
}
