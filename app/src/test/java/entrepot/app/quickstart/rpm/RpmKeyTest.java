package entrepot.app.quickstart.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

  @TempDir private Path temporary = Path.of("");

  @Test
  void isKeptForItsOwnerAloneAndFoundAgain() throws Exception {
    Path file = temporary.resolve("signing.key");
    RpmKey made = RpmKey.in(file, "Somebody <a@example.org>", NOW);
    RpmKey found = RpmKey.in(file, "Somebody else <b@example.org>", NOW.plusSeconds(60));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(found.publicKey()).isEqualTo(made.publicKey());
    assertThat(found.detached(new byte[] {1}, NOW)).isEqualTo(made.detached(new byte[] {1}, NOW));
  }

  @Test
  void showsOthersItsPublicHalfOnly() {
    RpmKey key = RpmKey.create("Somebody <a@example.org>", NOW);
    assertThat(new String(key.publicKey(), java.nio.charset.StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----")
        .doesNotContain("PRIVATE");
  }
}
