package entrepot.collect.files;

import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * By what a file of a folder is known again without reading it.
 *
 * @param modified when its content changed, in nanoseconds since 1970
 * @param changed when its inode changed, which nobody can set back
 */
record Stamp(long device, long inode, long size, long modified, long changed) {
  static final int BYTES = 5 * Long.BYTES;

  /** Of entries on their way through a run; no manifest has it. */
  static final int TAG = 1000;

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;

  /** Of the file itself, links not followed; empty where it is not a regular file. */
  static Optional<Stamp> of(Path file) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(
            file, "unix:dev,ino,mode,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    if ((number(found, "mode") & TYPE) != REGULAR) {
      return Optional.empty();
    }
    return Optional.of(
        new Stamp(
            number(found, "dev"),
            number(found, "ino"),
            number(found, "size"),
            time(found, "lastModifiedTime"),
            time(found, "ctime")));
  }

  private static long number(Map<String, Object> found, String name) {
    return found.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long time(Map<String, Object> found, String name) {
    return found.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }

  /** In seconds since 1970. */
  long modifiedSeconds() {
    return Math.floorDiv(modified, 1_000_000_000L);
  }

  /**
   * Whether a change at {@code now} or later would show: clocks of file systems tick in steps, of
   * two seconds at most.
   */
  boolean isSettled(Instant now) {
    long latest = Math.max(modified, changed);
    return Math.ceilDiv(latest, 1_000_000_000L) < now.getEpochSecond() - 2;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(device)
        .putLong(inode)
        .putLong(size)
        .putLong(modified)
        .putLong(changed)
        .array();
  }

  Extension extension() {
    return new Extension(TAG, bytes());
  }

  /** The stamp that an entry carries. */
  static Optional<Stamp> on(Entry entry) {
    return entry.extensions().stream()
        .filter(extension -> extension.tag() == TAG)
        .findFirst()
        .map(extension -> of(ByteBuffer.wrap(extension.value())));
  }

  static Stamp of(ByteBuffer bytes) {
    return new Stamp(
        bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }
}
