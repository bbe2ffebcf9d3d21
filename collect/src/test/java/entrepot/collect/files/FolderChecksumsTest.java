package entrepot.collect.files;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.HostileIndex;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What checksum files in a folder name, and who signed them. */
class FolderChecksumsTest extends FolderFixture {
  @Test
  void whatChecksumFilesNameIsVerified() throws IOException {
    checksums = List.of("*SUMS");
    write(
        "sub/SHA256SUMS",
        "%s  b.iso\n%s  gone.iso\n%s  bad.iso\n"
            .formatted(sha256("image b"), sha256("x"), sha256("good")));
    write("sub/bad.iso", "evil");

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(entry("sub/SHA256SUMS").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(entry("sub/b.iso").state()).isEqualTo(State.PRESENT);
    assertThat(entry("a.iso").state()).as("that none names").isEqualTo(State.PRESENT);
    assertThat(reason("sub/gone.iso")).contains("it is not in the folder");
    assertThat(reason("sub/bad.iso")).contains("names sha256:" + sha256("good"), sha256("evil"));
    assertThat(result.quarantined()).hasSize(2);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    write("sub/bad.iso", "good");
    write("sub/gone.iso", "x");
    sync();
    assertThat(store.manifests().summary(root()).missing()).isZero();
  }

  @Test
  void aNewChecksumIsVerifiedAlsoForAFileThatIsKnown() throws IOException {
    checksums = List.of("SHA512SUMS");
    write("SHA512SUMS", hex(Digest.Algorithm.SHA512, "image a") + "  a.iso\n");
    sync();
    assertThat(entry("a.iso").digests()).hasSize(2);
    assertThat(counting.staged()).isPositive();
    write("SHA512SUMS", hex(Digest.Algorithm.SHA512, "something else") + "  a.iso\n");

    sync();

    assertThat(reason("a.iso")).contains("names sha512:");
  }

  @Test
  void noChangeReadsNothingWithChecksumsToo() throws IOException {
    checksums = List.of("SHA512SUMS", "sub/*");
    write("SHA512SUMS", hex(Digest.Algorithm.SHA512, "image a") + "  a.iso\n");
    write(
        "sub/CHECKSUM",
        "# b.iso: 7 bytes\nSHA1 (b.iso) = " + hex(Digest.Algorithm.SHA1, "image b"));
    Files.delete(folder.resolve("sub/b.iso"));
    write("sub/CHECKSUM", hex(Digest.Algorithm.SHA1, "image c") + "  ../c.iso");

    refused(HostileIndex.class, "sub/CHECKSUM", "line 1");
    write("sub/CHECKSUM", hex(Digest.Algorithm.SHA1, "image c") + "  deep/c.iso");
    write("sub/deep/c.iso", "image c");
    sync();
    counting.staged();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(counting.staged()).as("but for the two checksum files").isLessThanOrEqualTo(2);
    assertThat(entry("sub/deep/c.iso").digests()).hasSize(2);
  }

  @Test
  void aFolderWithoutItsChecksumFileIsRefused() {
    checksums = List.of("*CHECKSUM");

    refused(ChecksumsMissing.class, "no checksum file there matches '*CHECKSUM'");
  }

  @Test
  void withAKeyringChecksumFilesMustBeSigned() throws IOException {
    checksums = List.of("SHA256SUMS");
    keyring = Optional.of(KEY.keyring(temporary));
    Path sums = write("SHA256SUMS", sha256("image a") + "  a.iso\n");
    refused(SignatureRefused.class, "SHA256SUMS", "not signed");

    Files.write(
        folder.resolve("SHA256SUMS.sign"),
        TestingKey.of("Mallory <m@example.org>").detached(Files.readAllBytes(sums)));
    refused(SignatureRefused.class, "SHA256SUMS", "has none of these keys");

    Files.write(folder.resolve("SHA256SUMS.sign"), KEY.detached(Files.readAllBytes(sums)));
    sync();
    assertThat(entry("SHA256SUMS.sign").role()).isEqualTo(Role.ENTRY_POINT);
  }
}
