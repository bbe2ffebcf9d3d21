package entrepot.release;

import entrepot.store.backend.BackendUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock on a file, for threads too: the kernel knows processes only, and Java throws where two
 * threads of one want the same lock. Ends with the process, however that ends.
 */
public final class FolderLock implements Replica.Hold {
  private static final ConcurrentMap<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel channel;

  private FolderLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /** Waits for it. */
  public static FolderLock take(Path file) {
    ReentrantLock thread =
        WITHIN.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock());
    thread.lock();
    try {
      if (thread.getHoldCount() > 1) {
        throw new IllegalStateException(file + " is held by this thread already");
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        return new FolderLock(thread, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      thread.unlock();
      throw new BackendUnavailable("locking " + file, e);
    } catch (RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BackendUnavailable("unlocking a replica", e);
    } finally {
      thread.unlock();
    }
  }
}
