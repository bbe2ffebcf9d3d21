package entrepot.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file that several answers read at once; closed when the last has let go of it. */
final class OpenFile {
  private final FileChannel channel;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Held once, by the caller. */
  OpenFile(FileChannel channel) {
    this.channel = channel;
  }

  FileChannel channel() {
    return channel;
  }

  /** Holds it once more; false when it has been closed. */
  boolean hold() {
    int before = holders.get();
    while (before > 0) {
      if (holders.compareAndSet(before, before + 1)) {
        return true;
      }
      before = holders.get();
    }
    return false;
  }

  /** Lets go. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      // Elsewhere, because closing a file that garbage collection has unlinked frees its blocks.
      Thread.startVirtualThread(() -> {
        try {
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
