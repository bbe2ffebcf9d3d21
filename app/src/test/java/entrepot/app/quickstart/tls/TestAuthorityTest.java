package entrepot.app.quickstart.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.kit.tls.Identity;
import entrepot.kit.tls.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuthorityTest {
  private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "127.0.0.2");
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  @TempDir private Path folder = Path.of("");

  @Test
  void issuesWhatOpensslBelieves() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "there is no openssl here");
    TestAuthority authority = TestAuthority.in(folder, NOW);
    PemFiles server = authority.server(HOSTS, NOW);

    String at = Long.toString(NOW.getEpochSecond());
    for (String[] host :
        new String[][] {{"-verify_ip", "127.0.0.2"}, {"-verify_hostname", "localhost"}}) {
      assertThat(verify(authority, server, at, host)).isZero();
    }
    assertThat(verify(authority, server, at, "-verify_ip", "127.0.0.9")).isNotZero();
  }

  private int verify(TestAuthority authority, PemFiles server, String at, String... host)
      throws IOException, InterruptedException {
    Process openssl =
        new ProcessBuilder(
                "/usr/bin/openssl",
                "verify",
                "-x509_strict",
                "-attime",
                at,
                "-purpose",
                "sslserver",
                host[0],
                host[1],
                "-CAfile",
                authority.certificate().toString(),
                server.certificate().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return openssl.exitValue();
  }

  @Test
  void isAPairThatAnEdgeTakes() throws IOException {
    PemFiles server = TestAuthority.in(folder, NOW).server(HOSTS, NOW);
    assertThat(Identity.read(server).expires()).isAfter(NOW.plus(Duration.ofDays(300)));
    for (String key : List.of("ca.key", "server.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void staysTheSameUntilItMustChange() throws IOException {
    TestAuthority authority = TestAuthority.in(folder, NOW);
    byte[] own = Files.readAllBytes(authority.certificate());
    byte[] first = Files.readAllBytes(authority.server(HOSTS, NOW).certificate());

    TestAuthority again = TestAuthority.in(folder, NOW.plus(Duration.ofDays(300)));
    assertThat(again.certificate()).hasBinaryContent(own);
    assertThat(again.server(HOSTS, NOW.plus(Duration.ofDays(300))).certificate())
        .hasBinaryContent(first);
    byte[] other = Files.readAllBytes(again.server(List.of("localhost"), NOW).certificate());
    assertThat(other).isNotEqualTo(first);
    assertThat(again.server(List.of("localhost"), NOW.plus(Duration.ofDays(340))).certificate())
        .satisfies(file -> assertThat(Files.readAllBytes(file)).isNotEqualTo(other));
  }
}
