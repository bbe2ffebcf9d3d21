package entrepot.store.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBackendTest extends BackendContract {
  private static final byte[] CONTENT = "some content".getBytes(UTF_8);
  private static final Key BLOB = Key.blob(Digest.sha256Of(CONTENT));

  @TempDir Path folder;

  @Override
  protected DiskBackend backend() {
    return new DiskBackend(folder.resolve("store"));
  }

  @Test
  void filesLieWhereTheLayoutSays() throws Exception {
    DiskBackend backend = backend();
    backend.put(BLOB, CONTENT);
    backend.put(new Key(Area.SNAPSHOTS, "debian.00"), CONTENT);
    String hex = BLOB.name();
    Path blob = folder.resolve("store/blobs/%s/%s".formatted(hex.substring(0, 2), hex));
    assertThat(backend.file(BLOB)).contains(blob);
    assertThat(blob).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("store/snapshots/debian.00")).hasBinaryContent(CONTENT);
  }

  @Test
  void othersMayRead() throws Exception {
    DiskBackend backend = backend();
    backend.put(BLOB, CONTENT);
    Path file = backend.file(BLOB).orElseThrow();
    assertThat(mode(file)).isEqualTo("rw-r--r--");
    for (Path up = file.getParent(); up != null && !up.equals(folder); up = up.getParent()) {
      assertThat(mode(up)).isEqualTo("rwxr-xr-x");
    }
  }

  @Test
  void nothingStaysInTheTemporaryFolder() throws Exception {
    DiskBackend backend = backend();
    backend.put(BLOB, CONTENT);
    backend.put(BLOB, CONTENT);
    backend.replace(new Key(Area.LEASES, "one"), CONTENT);
    try (Staging staging = backend.stage()) {
      staging.write(CONTENT);
      staging.restart();
    }
    try (Stream<Path> left = Files.list(folder.resolve("store/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatDeadWritersLeftIsSwept() throws Exception {
    DiskBackend backend = backend();
    backend.put(BLOB, CONTENT);
    Path old = Files.writeString(folder.resolve("store/tmp/999-old"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path fresh = Files.writeString(folder.resolve("store/tmp/999-fresh"), "half");
    assertThat(backend.sweepTemporary(Duration.ofHours(1))).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  @Test
  void anAdoptedFileIsOneFileWithTwoNames() throws Exception {
    DiskBackend one = backend();
    one.put(BLOB, CONTENT);
    DiskBackend other = new DiskBackend(folder.resolve("other"));
    Path from = one.file(BLOB).orElseThrow();
    assertThat(other.adopt(BLOB, from)).isTrue();
    assertThat(other.adopt(BLOB, from)).isFalse();
    assertThat(Files.isSameFile(from, other.file(BLOB).orElseThrow())).isTrue();
    one.remove(BLOB);
    assertThat(other.load(BLOB)).isEqualTo(CONTENT);
  }

  @Test
  void aFileOfAnotherFileSystemIsCopied() throws Exception {
    Path memory = Path.of("/dev/shm");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(folder)));
    Path foreign = Files.createTempFile(memory, "entrepot", ".blob");
    try {
      Files.write(foreign, CONTENT);
      assertThat(backend().adopt(BLOB, foreign)).isTrue();
      assertThat(backend().load(BLOB)).isEqualTo(CONTENT);
    } finally {
      Files.delete(foreign);
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
