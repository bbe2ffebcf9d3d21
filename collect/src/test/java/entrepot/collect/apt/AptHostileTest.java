package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.CorruptedFile;
import entrepot.collect.HostileIndex;
import entrepot.collect.LoopbackServer;
import entrepot.collect.compress.DecompressionBomb;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.ForbiddenAddress;
import entrepot.kit.http.UpstreamStalled;
import entrepot.kit.http.UpstreamTooLarge;
import entrepot.kit.http.UpstreamUnreachable;
import entrepot.store.manifest.NameClash;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptHostileTest extends AptFixture {
  private static final String IN_RELEASE = "debian/dists/stable/InRelease";
  private static final String PACKAGES = "debian/dists/stable/main/binary-amd64/Packages.xz";

  private final CountDownLatch never = new CountDownLatch(1);
  private Digest former = Digest.sha256Of(new byte[0]);

  @BeforeEach
  void aGoodSnapshotFirst() {
    archive.byHash = false;
    archive.add("hello", "hello, world");
    archive.publish();
    sync();
    former = root();
    archive.add("news", "good news");
  }

  @AfterEach
  void theFormerSnapshotIsStillWhole() {
    assertThat(store.snapshots().of("debian")).hasSize(1);
    assertThat(store.manifests().summary(former).entries()).isEqualTo(3);
    assertThat(store.leases().live()).isEmpty();
  }

  private void refused(Class<? extends Failure> failure, String... words) {
    refused(this::sync, failure, words);
  }

  @Test
  void aSignatureThatDoesNotFit() {
    archive.publish();
    archive.files.put(
        IN_RELEASE,
        new String(archive.file(IN_RELEASE), UTF_8).replace("main", "evil").getBytes(UTF_8));

    refused(SignatureRefused.class, "dists/stable/InRelease", "no signature by");
  }

  @Test
  void aSignatureByAnotherKey() {
    TestingKey other = TestingKey.of("Mallory <m@example.org>");
    archive.files.put(IN_RELEASE, other.inline("Suite: stable\n".getBytes(UTF_8)));

    refused(SignatureRefused.class, "dists/stable/InRelease", "has none of these keys");
  }

  @Test
  void noSignature() {
    archive.files.put(IN_RELEASE, "Suite: stable\n".getBytes(UTF_8));

    refused(SignatureRefused.class, "dists/stable/InRelease", "not signed");
  }

  @Test
  void aReleaseFileCutShort() {
    archive.publish();
    byte[] whole = archive.file(IN_RELEASE);
    archive.files.put(IN_RELEASE, Arrays.copyOf(whole, whole.length / 2));

    refused(SignatureRefused.class, "dists/stable/InRelease");
  }

  @Test
  void aConnectionThatBreaksInTheReleaseFile() {
    archive.mischief.put(
        IN_RELEASE,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          exchange.close();
        });

    refused(UpstreamUnreachable.class, "dists/stable/InRelease", "after 10 bytes");
  }

  @Test
  void anIndexThatIsCorrupted() {
    archive.publish();
    byte[] bytes = archive.file(PACKAGES).clone();
    bytes[bytes.length / 2] ^= 1;
    archive.files.put(PACKAGES, bytes);

    refused(CorruptedFile.class, "main/binary-amd64/Packages.xz", "found sha256:", "names sha256:");
  }

  @Test
  void anIndexThatChangesDuringTheRun() {
    archive.publish();
    byte[] pinned = archive.file(IN_RELEASE);
    archive.mischief.put(
        IN_RELEASE,
        exchange -> {
          archive.add("more", "published between the two requests");
          archive.publish();
          LoopbackServer.answer(exchange, pinned);
        });

    assertThatThrownBy(this::sync)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("main/binary-amd64/Packages.xz")
        .satisfies(e ->
            assertThat(e)
                .isInstanceOfAny(CorruptedFile.class, entrepot.kit.http.UpstreamFailure.class));
  }

  @Test
  void anIndexThatIsCutShort() {
    archive.publish();
    byte[] whole = archive.file(PACKAGES);
    archive.files.put(PACKAGES, Arrays.copyOf(whole, whole.length - 1));

    refused(entrepot.kit.http.UpstreamChanged.class, "Packages.xz", "its index names");
  }

  @Test
  void anIndexThatDoesNotEnd() {
    archive.publish();
    archive.mischief.put(PACKAGES, AptHostileTest::endless);

    refused(UpstreamTooLarge.class, "Packages.xz", "its index names");
  }

  @Test
  void aReleaseFileThatDoesNotEnd() {
    archive.mischief.put(IN_RELEASE, AptHostileTest::endless);

    refused(UpstreamTooLarge.class, "InRelease", "33554432");
  }

  private static void endless(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] some = new byte[1 << 16];
    while (true) {
      exchange.getResponseBody().write(some);
    }
  }

  @Test
  void anIndexThatStalls() {
    archive.publish();
    archive.mischief.put(
        PACKAGES,
        exchange -> {
          exchange.sendResponseHeaders(200, archive.file(PACKAGES).length);
          exchange.getResponseBody().write(archive.file(PACKAGES), 0, 7);
          exchange.getResponseBody().flush();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    refused(UpstreamStalled.class, "Packages.xz", "after 7 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../etc/passwd",
        "pool/../../x.deb",
        "/etc/passwd",
        "pool//x.deb",
        "pool\\x.deb",
        "pool/./x.deb"
      })
  void aPackageWithAPathThatCouldEscape(String path) {
    archive.stanza("evil", path, new byte[] {1});
    archive.publish();

    refused(HostileIndex.class, "dists/stable/main/binary-amd64/Packages.xz", "stanza", "path");
  }

  @Test
  void aReleaseFileWithAPathThatCouldEscape() {
    archive.listed.append(" %s 3 ../../etc/x\n".formatted("0".repeat(64)));
    archive.publish();

    refused(HostileIndex.class, "dists/stable/InRelease", "../../etc/x");
  }

  @Test
  void aPackageInTheNameOfTheReleaseFile() {
    archive.stanza("evil", "dists/stable/InRelease", new byte[] {1});
    archive.publish();

    refused(HostileIndex.class, "dists/stable/InRelease", "a package has the name");
  }

  @Test
  void aPackageBelowAnotherPackage() {
    archive.stanza("evil", "pool/main/hello_1.0+b1~1_amd64.deb/x", new byte[] {1});
    archive.publish();

    refused(NameClash.class, "hello");
  }

  @Test
  void anIndexThatBecomesVastWhenDecompressed() {
    byte[] bomb = TestingArchive.xz("\n".repeat(70 << 20).getBytes(UTF_8));
    archive.files.put("debian/dists/stable/main/binary-amd64/Packages.xz", bomb);
    archive.publish(release("main/binary-amd64/Packages.xz", bomb));

    refused(DecompressionBomb.class, "main/binary-amd64/Packages.xz");
  }

  @Test
  void anIndexLargerThanItsListedPlainForm() {
    byte[] plain = "Package: x\n\n".repeat(1000).getBytes(UTF_8);
    byte[] compressed = TestingArchive.xz(plain);
    archive.files.put("debian/dists/stable/main/binary-amd64/Packages.xz", compressed);
    archive.publish(
        release("main/binary-amd64/Packages.xz", compressed)
            + " %s 100 main/binary-amd64/Packages\n".formatted("0".repeat(64)));

    refused(DecompressionBomb.class, "main/binary-amd64/Packages.xz");
  }

  @Test
  void anIndexThatIsNotWhatItsNameSays() {
    byte[] noise = "this is no xz".getBytes(UTF_8);
    archive.files.put("debian/dists/stable/main/binary-amd64/Packages.xz", noise);
    archive.publish(release("main/binary-amd64/Packages.xz", noise));

    refused(HostileIndex.class, "cannot be decompressed");
  }

  private static String release(String index, byte[] content) {
    return """
    Suite: stable
    Date: Sun, 01 Nov 2026 00:00:00 UTC
    Architectures: amd64
    Components: main
    SHA256:
     %s %d %s
    """
        .formatted(Digest.sha256Of(content).hex(), content.length, index);
  }

  @Test
  void aRedirectToAPrivateAddress() {
    archive.mischief.put(
        IN_RELEASE,
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
          exchange.sendResponseHeaders(302, -1);
        });

    refused(ForbiddenAddress.class, "169.254.169.254");
  }

  @Test
  void aStanzaWithoutEnd() {
    archive.raw("evil", "Package: evil\nDescription: " + "x".repeat(5 << 20) + "\n\n");
    archive.publish();

    refused(HostileIndex.class, "a line is longer");
  }

  @Test
  void aStanzaOfManyLines() {
    archive.raw("evil", "Package: evil\n" + " more of it\n".repeat(2 << 20) + "\n");
    archive.publish();

    refused(HostileIndex.class, "is longer than");
  }

  @Test
  void aStanzaThatNamesItsFileTwice() {
    archive.raw("evil", "Filename: a\nFilename: b\nSize: 1\nSHA256: " + "0".repeat(64) + "\n\n");
    archive.publish();

    refused(HostileIndex.class, "'filename' twice");
  }

  @Test
  void aStanzaWithoutAStrongChecksum() {
    archive.raw("evil", "Filename: a\nSize: 1\nMD5sum: " + "0".repeat(32) + "\n\n");
    archive.publish();

    refused(HostileIndex.class, "without SHA256 or SHA512");
  }

  @Test
  void aReleaseFileWithWeakChecksumsOnly() {
    archive.publish("Suite: stable\nDate: Sun, 01 Nov 2026 00:00:00 UTC\nMD5Sum:\n");

    refused(SuiteRefused.class, "stable", "MD5 and SHA1 are refused");
  }

  @Test
  void theReleaseFileOfAnotherSuite() {
    archive.fields.put("Suite", "unstable");
    archive.publish();

    refused(SuiteRefused.class, "stable", "'unstable'");
  }

  @Test
  void aKeyThatExpiredAfterItSigned() {
    archive.key = TestingKey.until("Old <old@example.org>", now.plus(Duration.ofHours(1)));
    archive.publish();
    AptSource source = source(archive.key.keyring(temporary));
    now = now.plus(Duration.ofHours(2));

    assertThatThrownBy(() -> sync(source, false))
        .isInstanceOf(SignatureRefused.class)
        .hasMessageContainingAll("dists/stable/InRelease", "expired");
  }
}
