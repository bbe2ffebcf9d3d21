package entrepot.edge;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.tls.PemFiles;
import entrepot.kit.tls.UnusableIdentity;
import entrepot.store.manifest.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An edge that speaks TLS, alone or beside plain HTTP. */
@EnabledIf(
    value = "entrepot.edge.TestingAuthority#available",
    disabledReason = "there is no openssl here")
class TlsTest {
  @TempDir Path folder;
  private TestingAuthority authority;
  private PemFiles first;
  private PemFiles live;

  @BeforeEach
  void certificates() throws IOException {
    authority = new TestingAuthority(folder);
    first = authority.certificate("first");
    live = new PemFiles(folder.resolve("live.crt"), folder.resolve("live.key"));
    install(first);
  }

  private void install(PemFiles files) throws IOException {
    Files.copy(files.certificate(), live.certificate(), REPLACE_EXISTING);
    Files.copy(files.key(), live.key(), REPLACE_EXISTING);
  }

  private EdgeFixture edge(Limits limits, Optional<Binding> own) {
    return new EdgeFixture(
        folder,
        (_, entry, _) -> {
          throw new AssertionError("" + entry);
        },
        List.of(),
        limits,
        Optional.of(new EdgeTls(live, own)),
        List.of());
  }

  private EdgeFixture edge() {
    EdgeFixture edge = edge(Limits.DEFAULT, Optional.empty());
    edge.put("a", "content");
    edge.release();
    return edge;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksBothVersions(String version) throws IOException {
    try (EdgeFixture edge = edge();
        SSLSocket socket = TestingAuthority.connect(first, edge.port, version);
        Wire wire = new Wire(socket)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(wire.ask("GET", "/debian/a").text()).isEqualTo("content");
      assertThat(wire.ask("HEAD", "/debian/a").status()).isEqualTo(200);
      assertThat(wire.ask("GET", "/debian/none").status()).isEqualTo(404);
    }
  }

  @Test
  void isNoPlainHttpAtTheSameAddress() {
    try (EdgeFixture edge = edge();
        Wire plain = new Wire(edge.port)) {
      plain.send("GET /debian/a HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(new String(plain.rest(), java.nio.charset.StandardCharsets.ISO_8859_1))
          .doesNotContain("content");
      assertThat(edge.edge.secureAddress()).contains(edge.edge.address());
    }
  }

  @Test
  void standsBesidePlainHttp() throws IOException {
    try (EdgeFixture edge = edge(Limits.DEFAULT, Optional.of(new Binding.Tcp("127.0.0.1", 0)))) {
      edge.put("a", "content");
      edge.release();
      int secure = ((Binding.Tcp) edge.edge.secureAddress().orElseThrow()).port();
      assertThat(secure).isNotEqualTo(edge.port);
      assertThat(edge.get("/debian/a").text()).isEqualTo("content");
      try (Wire wire = new Wire(TestingAuthority.connect(first, secure))) {
        assertThat(wire.ask("GET", "/debian/a").text()).isEqualTo("content");
      }
      assertThat(edge.edge.requestsServed()).isEqualTo(2);
    }
  }

  @Test
  void sendsLargeFilesAndRangesToManyAtOnce() throws Exception {
    byte[] content = EdgeFixture.bytes(9 << 20, 3);
    try (EdgeFixture edge = edge()) {
      edge.put("large", Role.PAYLOAD, content);
      edge.release();
      Callable<Void> client =
          () -> {
            try (Wire wire = new Wire(TestingAuthority.connect(first, edge.port))) {
              for (int i = 0; i < 3; i++) {
                assertThat(wire.ask("GET", "/debian/large").body()).isEqualTo(content);
                int from = 100_000 * i + 1;
                int to = 8 << 20;
                Reply part =
                    wire.ask("GET", "/debian/large", "Range: bytes=" + from + "-" + (to - 1));
                assertThat(part.status()).isEqualTo(206);
                assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, from, to));
                assertThat(wire.ask("GET", "/debian/a").text()).isEqualTo("content");
              }
            }
            return null;
          };
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var done : clients.invokeAll(List.of(client, client, client, client))) {
          done.get();
        }
      }
    }
  }

  @Test
  void takesANewCertificateWithoutARestart() throws IOException {
    try (EdgeFixture edge = edge();
        Wire old = new Wire(TestingAuthority.connect(first, edge.port))) {
      assertThat(old.ask("GET", "/debian/a").text()).isEqualTo("content");
      edge.now.set(Instant.now());
      PemFiles second = authority.certificate("second");

      Files.copy(second.certificate(), live.certificate(), REPLACE_EXISTING);
      edge.edge.lookAtIdentity();
      TestingAuthority.connect(first, edge.port).close();

      install(second);
      edge.edge.lookAtIdentity();
      for (int i = 0; i < 4; i++) {
        TestingAuthority.connect(second, edge.port).close();
        assertThatThrownBy(() -> TestingAuthority.connect(first, edge.port))
            .isInstanceOf(SSLHandshakeException.class);
      }
      assertThat(edge.edge.identity().orElseThrow().subject()).isEqualTo("CN=second");
      assertThat(old.ask("GET", "/debian/a").text()).isEqualTo("content");
    }
  }

  @Test
  void doesNotStartWithABrokenPair() throws IOException {
    Files.copy(authority.certificate("second").key(), live.key(), REPLACE_EXISTING);
    assertThatThrownBy(() -> edge(Limits.DEFAULT, Optional.empty()))
        .isInstanceOf(UnusableIdentity.class)
        .hasMessageContaining(live.key().toString());
  }

  @Test
  void cutsClientsThatSayNothingOrNeverEnd() throws IOException {
    // Long enough for a busy machine to say what it has to say.
    Limits limits =
        new Limits(8192, 16384, 1024, 100, Duration.ofSeconds(3), Duration.ofSeconds(4));
    try (EdgeFixture edge = edge(limits, Optional.empty())) {
      edge.put("a", "content");
      edge.release();
      try (Wire noHandshake = new Wire(edge.port);
          Wire halfway = new Wire(TestingAuthority.connect(first, edge.port))) {
        halfway.send("GET /debian/a HTTP/1.1\r\nX-Slow: ");
        try (Wire idle = new Wire(TestingAuthority.connect(first, edge.port))) {
          assertThat(idle.ask("GET", "/debian/a").text()).isEqualTo("content");
          assertThat(noHandshake.rest()).isEmpty();
          assertThat(halfway.rest()).isEmpty();
          assertThat(idle.rest()).isEmpty();
        }
      }
    }
  }

  @Test
  void cutsClientsThatStopTakingAFile() throws Exception {
    Limits limits =
        new Limits(8192, 16384, 1024, 1, Duration.ofMillis(400), Duration.ofMillis(1500));
    try (EdgeFixture edge = edge(limits, Optional.empty())) {
      byte[] content = EdgeFixture.bytes(32 << 20, 1);
      edge.put("large", Role.PAYLOAD, content);
      edge.put("a", "content");
      edge.release();
      try (Wire stalled = new Wire(TestingAuthority.connect(first, edge.port))) {
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

  private boolean served(EdgeFixture edge) {
    try (Wire wire = new Wire(TestingAuthority.connect(first, edge.port))) {
      wire.send("GET /debian/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      return wire.rest().length > 0;
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }
}
