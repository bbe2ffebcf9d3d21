package entrepot.store.backend;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The folder of a {@link DiskLayout} in which files are written until they get their names. */
final class TemporaryFolder {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<Set<PosixFilePermission>> MODE =
      PosixFilePermissions.asFileAttribute(DiskLayout.FILE);

  private final DiskLayout layout;
  private final Path folder;

  /**
   * The kernel lets one at a time change a folder, and those who wait for it spin: where a file
   * system is slow to find an inode, that was a tenth of a sync's CPU.
   */
  private final ReentrantLock one = new ReentrantLock();

  private @Nullable Boolean masked;

  TemporaryFolder(DiskLayout layout) {
    this.layout = layout;
    this.folder = layout.temporary().toAbsolutePath();
  }

  /** Makes a file in it, and the folder where it lacks. */
  FileChannel create(Path file) throws IOException {
    one.lock();
    try {
      FileChannel created;
      try {
        created = FileChannel.open(file, NEW, MODE);
      } catch (NoSuchFileException e) {
        layout.makeFolder(folder);
        created = FileChannel.open(file, NEW, MODE);
      }
      if (masks(file)) {
        Files.setPosixFilePermissions(file, DiskLayout.FILE);
      }
      return created;
    } finally {
      one.unlock();
    }
  }

  /** Whether the umask, which is one for the whole process, takes something from the mode. */
  private boolean masks(Path made) throws IOException {
    if (masked == null) {
      masked = !Files.getPosixFilePermissions(made).equals(DiskLayout.FILE);
    }
    return masked;
  }

  /** Takes a file out of it, if it is there. */
  boolean remove(Path file) throws IOException {
    one.lock();
    try {
      return Files.deleteIfExists(file);
    } finally {
      one.unlock();
    }
  }

  /** Removes what nobody wrote to for that long; answers how many there were. */
  int sweep(Duration olderThan) {
    Instant before = Instant.now().minus(olderThan);
    int swept = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && remove(file)) {
          swept++;
        }
      }
    } catch (NoSuchFileException e) {
      return swept;
    } catch (IOException e) {
      throw new BackendUnavailable("sweeping " + folder, e);
    }
    return swept;
  }
}
