package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import entrepot.collect.Policy;
import entrepot.collect.Quarantined;
import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.store.backend.Area;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of a folder of this machine. */
class FolderFilesTest extends FilesFixture {
  private Path folder = Path.of("");
  private List<String> checksums = List.of();
  private Optional<Path> keyring = Optional.empty();
  private CountingBackend counting;

  @Override
  FilesSource source() {
    return new FilesSource(new FilesOrigin.Folder(folder), checksums, keyring, Policy.FULL);
  }

  @BeforeEach
  void someFiles() throws IOException {
    counting = new CountingBackend(new DiskBackend(temporary.resolve("store")));
    over(counting);
    folder = Files.createDirectories(temporary.resolve("isos"));
    write("a.iso", "image a");
    write("sub/b.iso", "image b");
    // So that what was written just now counts as settled.
    now = now.plusSeconds(10);
  }

  @AfterEach
  void noLeaseIsLeft() {
    assertThat(store.leases().live()).isEmpty();
  }

  private Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void reads(int expected) {
    assertThat(counting.staged()).as("files that were read").isEqualTo(expected);
  }

  private String reason(String path) {
    assertThat(entry(path).state()).isEqualTo(State.MISSING);
    return entry(path).text(Extension.REASON).orElseThrow();
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
  void everyFileIsTaken() throws IOException {
    write(".hidden", "");
    write("with space/ü+%.iso", "umlaut");
    Files.setLastModifiedTime(folder.resolve("a.iso"), FileTime.fromMillis(1_700_000_000_123L));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(paths()).containsExactly(".hidden", "a.iso", "sub/b.iso", "with space/ü+%.iso");
    assertThat(text("with space/ü+%.iso")).isEqualTo("umlaut");
    assertThat(entry("a.iso").state()).isEqualTo(State.PRESENT);
    assertThat(entry("a.iso").mtime()).isEqualTo(1_700_000_000L);
    assertThat(entry("a.iso").extensions()).as("nothing of the machine").isEmpty();
    assertThat(result.quarantined()).isEmpty();
    assertThat(result.snapshot().source()).isEqualTo(folder.toString());
  }

  @Test
  void noChangeReadsNothingAndMakesNothing() {
    sync();
    reads(2);
    Digest before = root();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    reads(0);
    assertThat(counting.written()).as("not even hints").isZero();
    assertThat(root()).isEqualTo(before);
  }

  @Test
  void onlyWhatChangedIsRead() throws IOException {
    sync();
    reads(2);
    write("c.iso", "image c");
    Files.delete(folder.resolve("a.iso"));

    sync();

    reads(1);
    assertThat(paths()).containsExactly("c.iso", "sub/b.iso");
  }

  @Test
  void aFileOfTheSameSizeAndTimeIsKnownByItsInode() throws IOException {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(folder.resolve("a.iso"), time);
    Path other = Files.writeString(temporary.resolve("other"), "IMAGE A");
    Files.setLastModifiedTime(other, time);
    sync();

    Files.move(other, folder.resolve("a.iso"), StandardCopyOption.REPLACE_EXISTING);
    sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
  }

  @Test
  void aFileThatIsWrittenOverWithItsTimeSetBackIsRead() throws IOException {
    FileTime time = Files.getLastModifiedTime(folder.resolve("a.iso"));
    sync();

    write("a.iso", "IMAGE A");
    Files.setLastModifiedTime(folder.resolve("a.iso"), time);
    sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
  }

  @Test
  void aFileThatChangedJustBeforeTheRunIsReadOnceMore() {
    now = now.minusSeconds(10);
    sync();
    reads(2);

    assertThat(sync())
        .as("read, and found to be the same")
        .isInstanceOf(SyncResult.Unchanged.class);
    reads(2);
    now = now.plusSeconds(10);
    sync();
    reads(2);
    sync();
    reads(0);
    assertThat(store.snapshots().of("isos")).hasSize(1);
  }

  @Test
  void aTouchedFileMakesNoSnapshot() throws IOException {
    sync();
    Digest before = root();
    Files.setLastModifiedTime(folder.resolve("a.iso"), FileTime.fromMillis(1_000_000_000_000L));

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(root()).isEqualTo(before);
  }

  @Test
  void lostOrSpoiltHintsOnlyCostWork() {
    sync();
    reads(2);
    hints().forEach(backend::remove);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(2);

    for (Key key : hints()) {
      byte[] spoilt = backend.load(key);
      spoilt[spoilt.length - 10] ^= 1;
      backend.replace(key, spoilt);
    }
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(1);
    for (Key key : hints()) {
      backend.replace(key, "ENTH".getBytes(UTF_8));
    }
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(2);
    assertThat(text("a.iso")).isEqualTo("image a");
  }

  private List<Key> hints() {
    List<Key> keys = new ArrayList<>();
    backend.list(Area.HINTS, info -> keys.add(info.key()));
    assertThat(keys).as("one object a tree").hasSize(1);
    return keys;
  }

  @Test
  void linksAreFollowedWithinTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("current"), Path.of("sub"));
    Files.createSymbolicLink(folder.resolve("latest.iso"), Path.of("sub/../a.iso"));

    sync();

    assertThat(paths()).containsExactly("a.iso", "current/b.iso", "latest.iso", "sub/b.iso");
    assertThat(text("current/b.iso")).isEqualTo("image b");
    assertThat(text("latest.iso")).isEqualTo("image a");
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void aLinkThatLeadsElsewhereNowIsNoticed() throws IOException {
    FileTime time = FileTime.fromMillis(1_700_000_000_000L);
    for (String day : List.of("1", "2")) {
      Files.setLastModifiedTime(write("day" + day + "/disk.raw", "disk " + day), time);
    }
    Path current = folder.resolve("current");
    Files.createSymbolicLink(current, Path.of("day1"));
    sync();

    Files.delete(current);
    Files.createSymbolicLink(current, Path.of("day2"));
    sync();

    assertThat(text("current/disk.raw")).isEqualTo("disk 2");
  }

  @Test
  void aLinkOutOfTheFolderIsMissing() throws IOException {
    Path secret = Files.writeString(temporary.resolve("secret"), "secret");
    Files.createDirectories(temporary.resolve("isos2"));
    Files.createSymbolicLink(folder.resolve("file"), secret);
    Files.createSymbolicLink(folder.resolve("folder"), temporary);
    Files.createSymbolicLink(folder.resolve("namesake"), temporary.resolve("isos2"));
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(folder.resolve("sub/up"), folder);

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined())
        .extracting(Quarantined::path)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("file", "folder", "namesake", "dangling", "self", "sub/up");
    assertThat(reason("file")).contains("out of the folder");
    assertThat(reason("folder")).contains("out of the folder");
    assertThat(reason("namesake")).contains("out of the folder");
    assertThat(reason("dangling")).contains("leads nowhere");
    assertThat(reason("sub/up")).contains("a folder that it lies in");
    assertThat(entry("sub/b.iso").state()).isEqualTo(State.PRESENT);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void specialFilesAreMissing() throws IOException {
    Path socket = folder.resolve("s");
    Assumptions.assumeTrue(socket.toString().length() < 100, "a socket's path is short");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));

      sync();
    }

    assertThat(reason("s")).contains("neither a file nor a folder");
  }

  @Test
  void namesThatNoTreeHoldsAreLeftOut() throws IOException {
    write("back\\slash", "x");
    write("new\nline/inside", "x");

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(paths()).containsExactly("a.iso", "sub/b.iso");
    assertThat(result.quarantined())
        .extracting(q -> q.path().toString())
        .containsExactlyInAnyOrder("back_slash", "new_line");
  }

  @Test
  void aFileThatCannotBeReadIsMissing() throws IOException {
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root reads all");
    Files.setPosixFilePermissions(
        folder.resolve("a.iso"), PosixFilePermissions.fromString("---------"));

    sync();

    assertThat(reason("a.iso")).contains("permission denied");
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadIsReadAgain() throws IOException {
    Path next = Files.writeString(temporary.resolve("next"), "IMAGE A");
    counting.beforeFirstByte(
        1,
        "image a",
        () -> Files.move(next, folder.resolve("a.iso"), StandardCopyOption.REPLACE_EXISTING));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(text("a.iso")).isEqualTo("IMAGE A");
    assertThat(result.quarantined()).isEmpty();
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsReadAgain() throws IOException {
    counting.beforeFirstByte(1, "image a", () -> write("a.iso", "image a has grown"));

    sync();

    assertThat(text("a.iso")).isEqualTo("image a has grown");
  }

  @Test
  void aFileThatKeepsChangingIsMissing() throws IOException {
    counting.beforeFirstByte(
        100, "image a", () -> Files.writeString(folder.resolve("a.iso"), "image a"));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(reason("a.iso")).contains("changes while it is read");
    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("sub/b.iso").state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aFileThatBecomesALinkOutOfTheFolderWhileItIsReadIsMissing() throws IOException {
    Path secret = Files.writeString(temporary.resolve("secret"), "image a");
    counting.beforeFirstByte(
        1,
        "image a",
        () -> {
          Files.delete(folder.resolve("a.iso"));
          Files.createSymbolicLink(folder.resolve("a.iso"), secret);
        });

    sync();

    assertThat(reason("a.iso")).contains("something else than a file of the folder");
  }

  @Test
  void aFileThatGoesAwayWhileItIsReadIsNotThere() throws IOException {
    counting.beforeFirstByte(1, "image a", () -> Files.delete(folder.resolve("a.iso")));

    sync();

    assertThat(paths()).containsExactly("sub/b.iso");
  }

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

  @Test
  void aFolderThatWentAwayIsRefused() {
    sync();
    folder = temporary.resolve("unmounted");

    refused(FolderUnreadable.class, "unmounted", "it is not there");
  }

  @Test
  void aFolderThatIsSuddenlyEmptyIsRefused() throws IOException {
    sync();
    Files.delete(folder.resolve("a.iso"));
    Files.delete(folder.resolve("sub/b.iso"));

    refused(ShrunkUpstream.class, "from 2 files");
    sync(true);
    assertThat(paths()).isEmpty();
  }

  @Test
  void aFileThatBecomesAFolderIsAFolder() throws IOException {
    sync();
    Files.delete(folder.resolve("a.iso"));
    write("a.iso/inside", "image inside");

    sync();

    assertThat(paths()).containsExactly("a.iso/inside", "sub/b.iso");
  }

  @Test
  void manyFilesStreamInTheOrderOfPaths() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("a/%d".formatted(i), "file " + i);
      write("a-b%d".formatted(i), "file " + i);
    }

    sync();

    List<Entry> entries = new ArrayList<>();
    store.manifests().entries(root()).forEachRemaining(entries::add);
    assertThat(entries).hasSize(602);
    counting.staged();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    reads(0);
  }
}
