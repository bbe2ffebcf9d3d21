package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import entrepot.collect.Policy;
import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.MemorySink;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.UpstreamTooLarge;
import entrepot.kit.http.UpstreamUnreachable;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What checksum files on an HTTP server name. */
class HttpFilesTest extends FilesFixture {
  private static final String SUMS = "noble/SHA256SUMS";

  private final TestingServer server = new TestingServer();
  private Policy policy = Policy.ON_DEMAND;
  private List<String> checksums = List.of(SUMS);
  private Optional<Path> keyring = Optional.empty();

  @Override
  FilesSource source() {
    return new FilesSource(new FilesOrigin.Http(server.base()), checksums, keyring, policy);
  }

  @BeforeEach
  void someImages() {
    server.put("noble/a+b.img", "image a");
    server.put("noble/sub/b.img", "image b");
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b"));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(store.leases().live()).isEmpty();
  }

  /** Names and contents, by turns. */
  private static String sums(String... files) {
    StringBuilder sums = new StringBuilder();
    for (int i = 0; i < files.length; i += 2) {
      sums.append("%s *%s\n".formatted(sha256(files[i + 1]), files[i]));
    }
    return sums.toString();
  }

  private void signed(TestingKey key) {
    server.files.put(SUMS + ".gpg", key.detached(server.file(SUMS)));
  }

  private void trusting() {
    keyring = Optional.of(KEY.keyring(temporary));
  }

  private void refused(Class<? extends Failure> failure, String... words) {
    List<?> before = store.snapshots().of("isos");
    assertThatThrownBy(this::sync)
        .isInstanceOf(failure)
        .hasMessageContainingAll(words)
        .extracting(e -> ((Failure) e).next())
        .asString()
        .isNotEmpty();
    assertThat(store.snapshots().of("isos")).isEqualTo(before);
  }

  @Test
  void whatTheyNameIsLazyOnDemand() {
    sync();

    assertThat(paths()).containsExactly(SUMS, "noble/a+b.img", "noble/sub/b.img");
    assertThat(entry(SUMS).role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(text(SUMS)).isEqualTo(sums("a+b.img", "image a", "sub/b.img", "image b"));
    assertThat(entry(SUMS).mtime()).as("2026-11-01, as the server says").isEqualTo(1793491200L);
    Entry lazy = entry("noble/a+b.img");
    assertThat(lazy.state()).isEqualTo(State.LAZY);
    assertThat(lazy.size()).isEqualTo(Entry.UNKNOWN_SIZE);
    assertThat(lazy.sha256()).contains(Digest.sha256(sha256("image a")));
    assertThat(server.takeAsked())
        .containsExactly(SUMS, SUMS + ".gpg", SUMS + ".asc", SUMS + ".sign");
  }

  @Test
  void aLazyFileIsFetchedFromWhereItLies() {
    sync();
    server.takeAsked();
    MemorySink sink = new MemorySink();

    source().lazyFetch(upstream).fetch(entry("noble/a+b.img"), sink);

    assertThat(sink.content()).isEqualTo("image a".getBytes(UTF_8));
    assertThat(server.takeAsked()).containsExactly("noble/a+b.img");
  }

  @Test
  void allIsFetchedWhereThePolicyIsFull() {
    policy = Policy.FULL;

    sync();

    assertThat(text("noble/a+b.img")).isEqualTo("image a");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.PRESENT);
    assertThat(entry("noble/sub/b.img").size()).isEqualTo(7);
  }

  @Test
  void noChangeIsOneConditionalRequestForEachChecksumFile() {
    for (Policy each : Policy.values()) {
      policy = each;
      checksums = List.of(SUMS, "jammy/SHA256SUMS");
      server.put("jammy/SHA256SUMS", sums("c.img", "image c"));
      server.put("jammy/c.img", "image c");
      parent = Optional.empty();
      sync();
      Digest before = root();
      server.takeAsked();

      SyncResult result = sync();

      assertThat(result).isInstanceOf(SyncResult.Unchanged.class);
      assertThat(server.takeAsked()).containsExactly(SUMS, "jammy/SHA256SUMS");
      assertThat(result.traffic().bytes()).isZero();
      assertThat(root()).isEqualTo(before);
    }
  }

  @Test
  void withoutValidatorsNoChangeIsOneBodyComparedByDigest() {
    server.validators = false;
    sync();
    server.takeAsked();
    now = now.plusSeconds(3600);

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(server.takeAsked()).containsExactly(SUMS);
    assertThat(store.snapshots().of("isos")).hasSize(1);
  }

  @Test
  void onlyWhatChangedIsFetched() {
    policy = Policy.FULL;
    checksums = List.of(SUMS, "jammy/SHA256SUMS");
    server.put("jammy/SHA256SUMS", sums("c.img", "image c"));
    server.put("jammy/c.img", "image c");
    sync();
    server.takeAsked();
    server.put("noble/sub/b.img", "image b, the next");
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b, the next"));

    sync();

    assertThat(server.takeAsked())
        .containsExactly(
            SUMS,
            "jammy/SHA256SUMS",
            SUMS + ".gpg",
            SUMS + ".asc",
            SUMS + ".sign",
            "noble/sub/b.img");
    assertThat(text("noble/sub/b.img")).isEqualTo("image b, the next");
    assertThat(text("jammy/c.img")).isEqualTo("image c");
  }

  @Test
  void allFilesChangedIsNotAShrunkUpstream() {
    policy = Policy.FULL;
    sync();
    server.put("noble/a+b.img", "image a, the next");
    server.put("noble/sub/b.img", "image b, the next");
    server.put(SUMS, sums("a+b.img", "image a, the next", "sub/b.img", "image b, the next"));

    sync();

    assertThat(text("noble/a+b.img")).isEqualTo("image a, the next");
  }

  @Test
  void aShrunkUpstreamIsRefusedUntilItIsAllowed() {
    server.put(SUMS, sums("a", "a", "b", "b", "c", "c", "d", "d"));
    sync();
    server.put(SUMS, sums("a", "a"));

    refused(ShrunkUpstream.class, "from 5 files");
    sync(true);

    assertThat(paths()).hasSize(2);
  }

  @Test
  void aFileThatDoesNotFitIsQuarantinedAndTriedAgain() {
    policy = Policy.FULL;
    server.put("noble/a+b.img", "tampered");

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").text(Extension.REASON).orElseThrow())
        .contains("its index names sha256:");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.PRESENT);

    server.put("noble/a+b.img", "image a");
    sync();
    assertThat(text("noble/a+b.img")).isEqualTo("image a");
  }

  @Test
  void bothKindsOfChecksumAddUp() {
    policy = Policy.FULL;
    checksums = List.of(SUMS, "noble/SHA512SUMS");
    String image = hex(Digest.Algorithm.SHA512, "image a");
    String list = hex(Digest.Algorithm.SHA512, new String(server.file(SUMS), UTF_8));
    server.put("noble/SHA512SUMS", "%s  a+b.img\n%s  SHA256SUMS\n".formatted(image, list));

    sync();

    assertThat(entry("noble/a+b.img").digests())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aChecksumFileThatNamesAnotherOneWronglyIsRefused() {
    checksums = List.of(SUMS, "noble/SHA512SUMS");
    server.put("noble/SHA512SUMS", "%s  SHA256SUMS\n".formatted("a".repeat(128)));

    refused(HostileIndex.class, "noble/SHA512SUMS", "names another noble/SHA256SUMS than there is");
  }

  @Test
  void filesThatAreNamedWithDifferentChecksumsAreQuarantined() {
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b", "a+b.img", "other"));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").digests()).isEmpty();
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.LAZY);
  }

  @Test
  void md5AloneIsNotEnough() {
    server.put(
        SUMS,
        "MD5 (a+b.img) = %s\nSHA256 (sub/b.img) = %s\nMD5 (sub/b.img) = %s\n"
            .formatted("a".repeat(32), sha256("image b"), "b".repeat(32)));

    sync();

    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").text(Extension.REASON).orElseThrow()).contains("MD5");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.LAZY);
  }

  @Test
  void theSignatureIsCarriedWhetherOrNotItIsAskedFor() {
    signed(KEY);

    sync();

    assertThat(entry(SUMS + ".gpg").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(entry(SUMS + ".gpg").text(Extension.GROUP)).contains(SUMS);
  }

  @Test
  void aSignatureThatLiesBesideIsVerified() {
    trusting();
    for (String ending : List.of(".gpg", ".asc", ".sign")) {
      server.files.put(SUMS + ending, KEY.detached(server.file(SUMS)));
      parent = Optional.empty();

      sync();

      assertThat(find(SUMS + ending)).isPresent();
      server.files.remove(SUMS + ending);
    }
  }

  @Test
  void aClearsignedFileIsVerifiedAndCarriedVerbatim() {
    trusting();
    server.put(
        "noble/a-CHECKSUM",
        "# a+b.img: 7 bytes\nSHA256 (a+b.img) = %s\n".formatted(sha256("image a")));
    server.files.put("noble/a-CHECKSUM", KEY.inline(server.file("noble/a-CHECKSUM")));
    checksums = List.of("noble/a-CHECKSUM");

    sync();

    assertThat(text("noble/a-CHECKSUM"))
        .isEqualTo(new String(server.file("noble/a-CHECKSUM"), UTF_8))
        .startsWith("-----BEGIN PGP SIGNED MESSAGE-----");
    assertThat(entry("noble/a+b.img").size()).isEqualTo(7);
    assertThat(server.takeAsked()).containsExactly("noble/a-CHECKSUM");
    keyring = Optional.empty();
    parent = Optional.empty();
    sync();
    assertThat(paths()).as("also when nobody asks").hasSize(2);
  }

  @Test
  void withAKeyringAFileThatIsNotSignedIsRefused() {
    trusting();

    refused(SignatureRefused.class, SUMS, "not signed");
  }

  @Test
  void aSignatureByAnotherKeyIsRefused() {
    trusting();
    signed(TestingKey.of("Mallory <m@example.org>"));

    refused(SignatureRefused.class, SUMS, "has none of these keys");
  }

  @Test
  void aChecksumFileThatWasTamperedWithIsRefused() {
    trusting();
    signed(KEY);
    sync();
    server.put(SUMS, sums("a+b.img", "tampered", "sub/b.img", "image b"));

    refused(SignatureRefused.class, SUMS, "no signature by");
  }

  @Test
  void textBesideTheSignedOneIsRefused() {
    trusting();
    byte[] signed = KEY.inline(server.file(SUMS));
    server.put(SUMS, new String(signed, UTF_8) + sums("evil", "evil"));
    refused(SignatureRefused.class, SUMS);

    keyring = Optional.empty();
    refused(HostileIndex.class, SUMS, "frame of a signed message is broken");
  }

  @Test
  void aSignatureThatCameBeforeItsFileIsAskedForOnceMore() {
    trusting();
    byte[] next = sums("a+b.img", "image a").getBytes(UTF_8);
    byte[] old = server.file(SUMS);
    server.files.put(SUMS + ".gpg", KEY.detached(next));
    server.mischief.put(
        SUMS,
        exchange -> {
          server.mischief.remove(SUMS);
          server.files.put(SUMS, next);
          TestingServer.answer(exchange, old);
        });

    sync();

    assertThat(paths()).containsExactly(SUMS, SUMS + ".gpg", "noble/a+b.img");
  }

  @Test
  void anotherKeyringIsNeverNoChange() {
    sync();
    trusting();

    refused(SignatureRefused.class, SUMS);
    signed(KEY);
    assertThat(sync()).isInstanceOf(SyncResult.Collected.class);
  }

  @Test
  void whatDidNotChangeIsReadFromTheStoreWithItsSignature() {
    trusting();
    signed(KEY);
    checksums = List.of(SUMS, "jammy/SHA256SUMS");
    server.files.put("jammy/SHA256SUMS", KEY.inline(sums("c.img", "image c").getBytes(UTF_8)));
    sync();
    server.takeAsked();
    server.files.put("jammy/SHA256SUMS", KEY.inline(sums("d.img", "image d").getBytes(UTF_8)));

    sync();

    assertThat(server.takeAsked()).containsExactly(SUMS, "jammy/SHA256SUMS");
    assertThat(paths())
        .containsExactly(
            "jammy/SHA256SUMS",
            "jammy/d.img",
            SUMS,
            SUMS + ".gpg",
            "noble/a+b.img",
            "noble/sub/b.img");
  }

  @Test
  void aChecksumFileThatIsNotThereFailsTheRun() {
    sync();
    server.files.remove(SUMS);

    refused(UpstreamRefused.class, SUMS, "404");
  }

  @Test
  void aPageInsteadOfAChecksumFileFailsTheRun() {
    sync();
    server.put(SUMS, "<!DOCTYPE html>\n<title>Please log in</title>\n");

    refused(HostileIndex.class, SUMS, "line 1 is no checksum line");
  }

  @Test
  void aNameOutOfTheTreeFailsTheRun() {
    sync();
    server.put(SUMS, sums("a+b.img", "image a", "../../../etc/passwd", "root"));

    refused(HostileIndex.class, SUMS, "line 2", "'..'");
  }

  @Test
  void aHugeChecksumFileFailsTheRun() {
    sync();
    server.mischief.put(
        SUMS,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] line = (sha256("x") + "  x\n").repeat(1000).getBytes(UTF_8);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(line);
          }
        });

    refused(UpstreamTooLarge.class, SUMS, "33554432 bytes");
  }

  @Test
  void aLineWithoutEndFailsTheRun() {
    byte[] endless = new byte[1 << 20];
    Arrays.fill(endless, (byte) 'a');
    server.files.put(SUMS, endless);

    refused(HostileIndex.class, SUMS, "line 1 is longer than");
  }

  @Test
  void aChecksumFileCutShortFailsTheRun() {
    server.mischief.put(
        SUMS,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(server.file(SUMS));
          exchange.getResponseBody().flush();
          exchange.close();
        });

    refused(UpstreamUnreachable.class, SUMS);
  }

  @Test
  void aFileThatIsAlsoAFolderFailsTheRun() {
    server.put(SUMS, sums("a", "x", "a/b", "y"));

    refused(entrepot.store.manifest.NameClash.class, "noble/a");
  }
}
