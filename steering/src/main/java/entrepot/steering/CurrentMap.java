package entrepot.steering;

import entrepot.kit.Failure;
import entrepot.steering.map.SteeringFile;
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
 * The map of the steering file, read again when the file was replaced. A file that is gone or
 * spoilt leaves the last good map in place, and is logged once.
 */
final class CurrentMap {
  private static final Logger log = LoggerFactory.getLogger(CurrentMap.class);

  private final Path file;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Serving map;
  private volatile @Nullable Stamp seen;

  private record Stamp(FileTime modified, long size, @Nullable Object inode) {}

  CurrentMap(Path file) {
    this.file = file;
  }

  /** Empty before the first good file. */
  Optional<Serving> get() {
    Stamp stamp = stamp();
    boolean changed = stamp != null && !Objects.equals(stamp, seen);
    // One reads, the others answer from what there is; the very first wait for him.
    if (changed && (map == null ? locked() : reading.tryLock())) {
      try {
        if (!Objects.equals(stamp, seen)) {
          seen = stamp;
          SteeringFile.read(file).ifPresent(read -> map = new Serving(read));
        }
      } catch (Failure e) {
        log.error("{}; the last good one counts", e.getMessage());
      } finally {
        reading.unlock();
      }
    }
    return Optional.ofNullable(map);
  }

  private boolean locked() {
    reading.lock();
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
