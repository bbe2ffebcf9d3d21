package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.AptKey;
import entrepot.it.fixture.RepositoryPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Broken and hostile APT repositories. */
class AptHostileTest extends HostileContract<AptRoad> {
  AptHostileTest() {
    super("dists/stable", "InRelease", "Packages|by-hash", "its index (names|says)");
  }

  @Override
  AptRoad road(Path folder) {
    return new AptRoad(folder, RepositoryPlan.small().packages(PACKAGES), "full");
  }

  @Test
  void aForeignSignature() {
    road.repository.signWith(AptKey.fresh("somebody else"));
    road.repository.publish();
    assertThat(failure()).contains("dists/stable", "sign");
  }

  @Test
  void aKeyThatHasExpiredSinceItSigned() {
    Instant made = Instant.now().minus(Duration.ofDays(60));
    AptKey expired = AptKey.of("expired", made, Instant.now().minus(Duration.ofDays(1)));
    expired.writeKeyring(road.keyring);
    road.repository.signWith(expired);
    road.repository.date(made.plus(Duration.ofDays(1)));
    road.repository.publish();
    assertThat(failure()).contains("dists/stable", "expired");
  }

  @Test
  void aReleaseFileThatIsNoLongerValid() {
    road.repository.validUntil(Instant.now().minus(Duration.ofDays(1)));
    road.repository.publish();
    assertThat(failure()).contains("suite stable", "valid until");
  }

  @Test
  void aPathThatClimbsOut() {
    road.repository.editPackages(
        text -> text.replaceFirst("Filename: pool/", "Filename: pool/../../../../etc/"));
    road.repository.publish();
    assertThat(failure()).contains("Packages", "..");
  }

  @Test
  void aDecompressionBomb() throws IOException {
    road.repository.replaceIndex("main/binary-amd64/Packages.xz", bomb());
    road.repository.publish();
    assertThat(failure()).contains("Packages.xz");
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(0))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 2_048; i++) {
        out.write(zeros);
      }
    }
    return bytes.toByteArray();
  }
}
