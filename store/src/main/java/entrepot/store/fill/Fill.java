package entrepot.store.fill;

import entrepot.kit.Digest;
import entrepot.kit.Digest.Algorithm;
import entrepot.kit.Failure;
import entrepot.store.manifest.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One fetch under way: the growing file, how much of it readers may see, and how it ended. What has
 * been shown to a reader never changes below it: a source that begins anew with other bytes ends
 * the readers that had some of the former ones.
 */
final class Fill implements MissFetcher.Sink {
  /** What readers are not shown before the whole is verified; a smaller file is held back whole. */
  static final int WITHHELD = 64 * 1024;

  private final Entry entry;
  private final Digest expected;
  private final long limit;
  private final boolean durable;
  private final FileChannel file;
  private final MessageDigest promised;
  private final MessageDigest sha256;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long written;
  private long shown;
  private long attempt;
  private int readers;
  private boolean closed;
  private @Nullable Digest verified;
  private @Nullable Failure failed;

  Fill(Entry entry, Digest expected, FillLimits limits, Path into) throws IOException {
    this.entry = entry;
    this.expected = expected;
    this.limit = entry.size() == Entry.UNKNOWN_SIZE ? limits.unknownSize() : entry.size();
    this.durable = limits.durable();
    this.file =
        FileChannel.open(
            into, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // As all blobs, whatever the umask: an edge may run as another user.
    Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("rw-r--r--"));
    this.promised = expected.algorithm().hash();
    this.sha256 = Algorithm.SHA256.hash();
  }

  /** What a reader got; {@code length} is -1 at the end. */
  record Piece(int length, long attempt) {}

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length > limit - written) {
      throw new FillMismatch(
          "%s is longer than the %d bytes it may have".formatted(entry.path(), limit));
    }
    hash(bytes, offset, length);
    try {
      if (written < shown) {
        compareShown(bytes, offset, (int) Math.min(length, shown - written));
      }
      writeAt(ByteBuffer.wrap(bytes, offset, length), written);
    } catch (IOException e) {
      throw new FillFailed("keeping the bytes of %s: %s".formatted(entry.path(), e), e);
    }
    lock.lock();
    try {
      written += length;
      long showable =
          entry.size() == Entry.UNKNOWN_SIZE
              ? written - WITHHELD
              : Math.min(written, entry.size() - WITHHELD);
      if (showable > shown) {
        shown = showable;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void hash(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
    if (expected.algorithm() != Algorithm.SHA256) {
      promised.update(bytes, offset, length);
    }
  }

  /** After a restart: do these bytes equal those that readers have seen already? */
  private void compareShown(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer former = ByteBuffer.allocate(length);
    while (former.hasRemaining() && file.read(former, written + former.position()) >= 0) {
      // Reads on until the buffer is full.
    }
    if (!former.flip().equals(ByteBuffer.wrap(bytes, offset, length))) {
      lock.lock();
      try {
        attempt++;
        shown = 0;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void writeAt(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void restart() {
    sha256.reset();
    promised.reset();
    lock.lock();
    try {
      written = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The sha256 of the bytes, forced to the disk where that is asked for; throws {@link
   * FillMismatch} when they are not what the index promises. Readers see nothing of it yet.
   */
  Digest verify() {
    if (entry.size() != Entry.UNKNOWN_SIZE && written != entry.size()) {
      throw new FillMismatch(
          "%s ended after %d of %d bytes".formatted(entry.path(), written, entry.size()));
    }
    Digest actual = Digest.of(Algorithm.SHA256, sha256.digest());
    Digest found =
        expected.algorithm() == Algorithm.SHA256
            ? actual
            : Digest.of(expected.algorithm(), promised.digest());
    if (!found.equals(expected)) {
      throw new FillMismatch(
          "%s has %s, not %s as its index says".formatted(entry.path(), found, expected));
    }
    try {
      file.truncate(written);
      if (durable) {
        file.force(true);
      }
    } catch (IOException e) {
      throw new FillFailed("keeping the bytes of %s: %s".formatted(entry.path(), e), e);
    }
    return actual;
  }

  /** Lets readers have the rest. */
  void succeed(Digest actual) {
    lock.lock();
    try {
      verified = actual;
      shown = written;
      changed.signalAll();
      closeWhenLeft();
    } finally {
      lock.unlock();
    }
  }

  /** Ends every reader with that failure. */
  void fail(Failure failure) {
    lock.lock();
    try {
      failed = failure;
      changed.signalAll();
      closeWhenLeft();
    } finally {
      lock.unlock();
    }
  }

  /** Counts one more reader; false when the fill is over and its file closed. */
  boolean join() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      readers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Counts one reader less. */
  void leave() {
    lock.lock();
    try {
      readers--;
      closeWhenLeft();
    } finally {
      lock.unlock();
    }
  }

  private void closeWhenLeft() {
    if (readers == 0 && !closed && (verified != null || failed != null)) {
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  long attempt() {
    lock.lock();
    try {
      return attempt;
    } finally {
      lock.unlock();
    }
  }

  OptionalLong size() {
    if (entry.size() != Entry.UNKNOWN_SIZE) {
      return OptionalLong.of(entry.size());
    }
    lock.lock();
    try {
      return verified == null ? OptionalLong.empty() : OptionalLong.of(written);
    } finally {
      lock.unlock();
    }
  }

  /** Reads what may be seen at {@code position}, waiting until there is some. */
  Piece read(long position, long attemptSeen, byte[] into, int offset, int length) {
    lock.lock();
    try {
      while (true) {
        if (attempt != attemptSeen && position > 0) {
          throw new FillMismatch(
              "%s changed at its source while it was fetched".formatted(entry.path()));
        }
        if (failed != null) {
          throw failed;
        }
        if (position < shown) {
          int most = (int) Math.min(length, shown - position);
          // Under the lock, because a restart may write other bytes here.
          int n = file.read(ByteBuffer.wrap(into, offset, most), position);
          return new Piece(n, attempt);
        }
        if (verified != null && position > written) {
          throw new FillMismatch(
              "%s turned out shorter than what was sent first".formatted(entry.path()));
        }
        if (verified != null) {
          return new Piece(-1, attempt);
        }
        changed.await();
      }
    } catch (IOException e) {
      throw new FillFailed("reading the bytes of %s: %s".formatted(entry.path(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FillFailed("interrupted while waiting for " + entry.path(), e);
    } finally {
      lock.unlock();
    }
  }

  Digest await() {
    lock.lock();
    try {
      while (verified == null) {
        if (failed != null) {
          throw failed;
        }
        changed.await();
      }
      return verified;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FillFailed("interrupted while waiting for " + entry.path(), e);
    } finally {
      lock.unlock();
    }
  }
}
