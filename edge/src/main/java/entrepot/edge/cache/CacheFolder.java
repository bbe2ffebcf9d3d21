package entrepot.edge.cache;

import entrepot.kit.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A cache on disk, held by one process:
 *
 * <pre>
 *   objects/ab/abcd…    files by sha256, each with its {@link Tail}
 *   nodes/ab/abcd…      manifest nodes, as in a replica
 *   fills/              which sha256 a file turned out to have whose index gives another digest
 *   fetching/  tmp/     what is being written; emptied at the start
 *   head.json           the head that was served last, signed
 *   generation          the highest that was ever believed
 *   roots               the manifests of heads of late
 *   usage               what was used how often
 *   lock                held while a process uses it
 * </pre>
 */
final class CacheFolder implements AutoCloseable {
  private final FileChannel lock;

  private CacheFolder(FileChannel lock) {
    this.lock = lock;
  }

  /** Makes the folder if need be and keeps other processes out. */
  static CacheFolder hold(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel lock =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean ours = false;
      try {
        ours = lock.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        // This very process.
      } finally {
        if (!ours) {
          lock.close();
        }
      }
      if (!ours) {
        throw new InUse(root);
      }
      return new CacheFolder(lock);
    } catch (IOException e) {
      throw new Unusable(root, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Another process uses the folder. */
  static final class InUse extends Failure {
    private static final long serialVersionUID = 1L;

    InUse(Path root) {
      super(
          "the cache %s is in use".formatted(root),
          "Stop the other edge, or give each a folder of its own.",
          null);
    }
  }

  /** The folder cannot be written. */
  static final class Unusable extends Failure {
    private static final long serialVersionUID = 1L;

    Unusable(Path root, IOException e) {
      super(
          "preparing the cache %s: %s".formatted(root, e),
          "Give --cache a folder that this user may write.",
          e);
    }
  }
}
