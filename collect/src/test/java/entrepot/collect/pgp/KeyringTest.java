package entrepot.collect.pgp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.collect.apt.TestingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
  private static final TestingKey ONE = TestingKey.of("One <one@example.org>");
  private static final TestingKey TWO = TestingKey.of("Two <two@example.org>");
  private static final byte[] TEXT = "Suite: stable\n- dashed\n".getBytes(UTF_8);

  @TempDir Path folder;

  /** A key made in the test can be a second younger than the test: it must be there by now. */
  private final Instant now = Instant.now().plusSeconds(60);

  private Keyring keyring(byte[] content) throws IOException {
    return Keyring.read(Files.write(folder.resolve("ring"), content));
  }

  private static byte[] join(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] binary(TestingKey key) throws IOException {
    return Armor.certificates(key.certificate()).getFirst().getEncoded();
  }

  @Test
  void anyOfSeveralArmoredCertificatesWillDo() throws IOException {
    Keyring both = keyring(join(ONE.certificate(), TWO.certificate()));

    for (TestingKey key : List.of(ONE, TWO)) {
      String text = new String(both.verifiedText(key.inline(TEXT), "x", now), UTF_8);
      assertThat(text.replace("\r\n", "\n").strip()).isEqualTo("Suite: stable\n- dashed");
      both.verify(TEXT, key.detached(TEXT), "x", now);
    }
  }

  @Test
  void binaryKeyringsAreReadToo() throws IOException {
    Keyring both = keyring(join(binary(ONE), binary(TWO)));

    both.verify(TEXT, TWO.detached(TEXT), "x", now);
    both.verify(TEXT, ONE.detached(TEXT), "x", now);
  }

  @Test
  void manyThreadsMayVerifyAtOnce() throws Exception {
    Keyring keyring = keyring(ONE.certificate());
    byte[] signature = ONE.detached(TEXT);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        all.add(threads.submit(() -> keyring.verify(TEXT, signature, "x", now)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  @Test
  void whatStandsAroundASignedTextIsRefused() throws IOException {
    Keyring keyring = keyring(ONE.certificate());
    byte[] evil = "\nSuite: evil\n".getBytes(UTF_8);

    for (byte[] framed : List.of(join(ONE.inline(TEXT), evil), join(evil, ONE.inline(TEXT)))) {
      assertThatThrownBy(() -> keyring.verifiedText(framed, "x", now))
          .isInstanceOf(SignatureRefused.class)
          .hasMessageContaining("before or behind");
    }
  }

  @Test
  void aSignatureOfAnotherTextIsRefused() throws IOException {
    Keyring keyring = keyring(ONE.certificate());

    assertThatThrownBy(() -> keyring.verify("other".getBytes(UTF_8), ONE.detached(TEXT), "x", now))
        .isInstanceOf(SignatureRefused.class)
        .hasMessageContaining("no signature by");
    assertThatThrownBy(() -> keyring.verify(TEXT, TWO.detached(TEXT), "x", now))
        .isInstanceOf(SignatureRefused.class)
        .hasMessageContaining("none of these keys");
    assertThatThrownBy(() -> keyring.verify(TEXT, "nothing".getBytes(UTF_8), "x", now))
        .isInstanceOf(SignatureRefused.class)
        .hasMessageContaining("no readable signature");
  }

  @Test
  void aSignatureByAnExpiredKeyIsRefusedHoweverOldItIs() throws IOException {
    TestingKey key = TestingKey.until("Old <old@example.org>", now.plusSeconds(3600));
    byte[] message = key.inline(TEXT);
    Keyring keyring = keyring(key.certificate());

    keyring.verifiedText(message, "x", now);
    assertThatThrownBy(() -> keyring.verifiedText(message, "x", now.plusSeconds(3601)))
        .isInstanceOf(SignatureRefused.class)
        .hasMessageContaining("expired on");
  }

  @Test
  void oneLivingSignatureBesideAnExpiredOneSuffices() throws IOException {
    TestingKey old = TestingKey.until("Old <old@example.org>", now.plusSeconds(3600));
    byte[] both = join(old.detached(TEXT), ONE.detached(TEXT));
    Keyring keyring = keyring(join(old.certificate(), ONE.certificate()));

    keyring.verify(TEXT, both, "x", now);
  }

  @Test
  void whatIsNoKeyringIsNamed() throws IOException {
    assertThatThrownBy(() -> keyring("hello".getBytes(UTF_8)))
        .isInstanceOf(KeyringUnusable.class)
        .hasMessageContaining("ring");
    assertThatThrownBy(() -> Keyring.read(folder.resolve("nowhere")))
        .isInstanceOf(KeyringUnusable.class);
  }

  /** Debian's own keys and release files, where this machine has them. */
  @Test
  void realReleaseFilesAreVerifiedByTheRealKeyring() throws IOException {
    Path debian = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
    Path lists = Path.of("/var/lib/apt/lists");
    assumeTrue(Files.isReadable(debian) && Files.isDirectory(lists));
    List<Path> releases;
    try (Stream<Path> all = Files.list(lists)) {
      releases =
          all.filter(p -> p.toString().endsWith("_debian_dists_bookworm_InRelease")).toList();
    }
    assumeTrue(!releases.isEmpty());
    Keyring keyring = Keyring.read(debian);

    for (Path release : releases) {
      byte[] message = Files.readAllBytes(release);
      assertThat(new String(keyring.verifiedText(message, "bookworm", now), UTF_8))
          .contains("Codename: bookworm");
      message[message.length / 2] ^= 1;
      assertThatThrownBy(() -> keyring.verifiedText(message, "bookworm", now))
          .isInstanceOf(SignatureRefused.class);
    }
  }
}
