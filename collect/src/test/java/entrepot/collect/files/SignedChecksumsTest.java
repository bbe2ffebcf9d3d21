package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.HostileIndex;
import entrepot.collect.LoopbackServer;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** By whom a checksum file on an HTTP server is signed, in which form, and when that is asked. */
class SignedChecksumsTest extends HttpFixture {
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
          LoopbackServer.answer(exchange, old);
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
}
