package entrepot.steering.live;

import entrepot.kit.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it was replaced. A file that is gone or spoilt leaves the last
 * good value in place, and is logged once.
 */
public final class CurrentFile<T> {
  private static final Logger log = LoggerFactory.getLogger(CurrentFile.class);

  private final Path file;
  private final Reading<T> reading;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable T value;
  private volatile @Nullable Stamp seen;

  private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

  /** How the file is read. */
  @FunctionalInterface
  public interface Reading<T> {
    /** The value; empty where there is no file. What is thrown means a spoilt one. */
    Optional<T> of(Path file) throws IOException;
  }

  /** That file, not read yet. */
  public CurrentFile(Path file, Reading<T> reading) {
    this.file = file;
    this.reading = reading;
  }

  /** Empty before the first good file. */
  public Optional<T> get() {
    Stamp stamp = stamp();
    boolean changed = stamp != null && !Objects.equals(stamp, seen);
    // One reads, the others answer from what there is; the very first wait for him.
    if (changed && (value == null ? locked() : turn.tryLock())) {
      try {
        if (!Objects.equals(stamp, seen)) {
          seen = stamp;
          reading.of(file).ifPresent(read -> value = read);
        }
      } catch (Failure e) {
        log.error("{}; the last good one counts", e.getMessage());
      } catch (IOException | RuntimeException e) {
        log.error("reading {}: {}; the last good one counts", file, e.toString());
      } finally {
        turn.unlock();
      }
    }
    return Optional.ofNullable(value);
  }

  private boolean locked() {
    turn.lock();
    return true;
  }

  private @Nullable Stamp stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime(), found.size(), found.fileKey());
    } catch (IOException _) {
      return null;
    }
  }
}
