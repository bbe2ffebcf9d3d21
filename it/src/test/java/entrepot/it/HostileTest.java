package entrepot.it;

import static entrepot.it.Road.IN_RELEASE;
import static entrepot.it.Road.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import entrepot.it.fixture.AptKey;
import entrepot.it.fixture.AptReader;
import entrepot.it.fixture.Fault;
import entrepot.it.fixture.RepositoryPlan;
import entrepot.kit.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * An upstream that is broken or hostile: each run ends in an error that says what and where, and
 * the former snapshot goes on being served.
 */
class HostileTest {
  private static final String NOT_WHAT_THE_INDEX_SAYS = "its index (names|says)";

  @TempDir Path folder;
  private Road road;
  private byte[] former = {};

  @BeforeEach
  void mirrorWhatIsGood() {
    road = new Road(folder, RepositoryPlan.small().packages(40), "full");
    road.installation.sync(TREE);
    former = road.repository.bytes(IN_RELEASE);
    road.repository.change(10);
  }

  @AfterEach
  void stop() {
    road.close();
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
  void aCorruptedIndex() {
    road.repository.publish();
    road.upstream.fault("Packages|by-hash", new Fault.Corrupt(40));
    assertThat(failure()).contains("dists/stable", "sha256");
  }

  @Test
  void aTruncatedIndex() {
    road.repository.publish();
    road.upstream.fault("Packages|by-hash", new Fault.Truncate(100));
    assertThat(failure()).contains("dists/stable", "100");
  }

  @Test
  void anIndexThatBreaksOff() {
    road.repository.publish();
    road.upstream.fault("Packages|by-hash", new Fault.Drop(100));
    assertThat(failure()).contains("dists/stable", "after 100 bytes");
  }

  @Test
  void anEndlessIndex() {
    road.repository.publish();
    road.upstream.fault("Packages|by-hash", new Fault.Endless());
    assertThat(failure()).contains("dists/stable", "more than");
  }

  @Test
  void anEndlessEntryPoint() {
    road.repository.publish();
    road.upstream.fault("InRelease", new Fault.Endless());
    assertThat(failure()).contains("InRelease", "more than");
  }

  @Test
  void anIndexThatStalls() {
    road.repository.publish();
    road.upstream.fault("Packages|by-hash", new Fault.Stall(100));
    assertThat(failure()).contains("dists/stable", "no byte came for 2 s");
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

  @Test
  void aRedirectToTheCloudsMetadata() {
    road.repository.publish();
    road.upstream.fault(
        "InRelease", new Fault.Redirect("http://169.254.169.254/latest/meta-data/"));
    assertThat(failure()).contains("169.254.169.254", "link-local");
  }

  @Test
  void anUpstreamThatChangesWhileItIsRead() {
    road.repository.publish();
    // Between InRelease and its indexes, upstream publishes again and takes away what was.
    road.upstream.fault(
        "Packages|by-hash",
        new Fault.Hook(() -> {
          road.repository.change(10);
          road.repository.publish();
          road.repository.prune();
        }),
        0,
        1);
    assertThat(failure()).contains("dists/stable").containsPattern(NOT_WHAT_THE_INDEX_SAYS);
  }

  @Test
  void anUpstreamThatIsHalfPublished() {
    road.repository.publishEntryPointsOnly();
    assertThat(failure()).contains("dists/stable").containsPattern(NOT_WHAT_THE_INDEX_SAYS);
  }

  @Test
  void anUpstreamThatIsDown() {
    road.upstream.fault(".", new Fault.Status(503));
    assertThat(failure()).contains("InRelease", "503");
  }

  @Test
  void anUpstreamThatLostMostOfItsPackages() {
    road.repository.remove(30);
    road.repository.publish();
    assertThat(failure()).contains("debian", "shrank from 45 files", "by more than 40 %");
  }

  /** Syncs, expects it to fail, and that all is served as before; the error's message. */
  private String failure() {
    Failure failure = catchThrowableOfType(Failure.class, () -> road.installation.sync(TREE));
    assertThat(failure).as("the sync ends in an error").isNotNull();
    assertThat(failure.next()).as("what to do next").isNotBlank();
    assertThat(road.served("north", IN_RELEASE)).isEqualTo(former);
    assertThat(road.served("south", IN_RELEASE)).isEqualTo(former);
    try (AptReader reader =
        new AptReader(URI.create(road.at("north", "")), "stable", road.key, 1)) {
      reader.read(40);
    }
    assertThat(road.installation.snapshots(TREE)).hasSize(1);
    return String.valueOf(failure.getMessage());
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
