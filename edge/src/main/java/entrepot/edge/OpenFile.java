package entrepot.edge;

import entrepot.kit.listen.NativeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An open file that several answers read at once; closed when the last has let go of it. */
final class OpenFile {
  private final FileChannel channel;
  private final @Nullable NativeFile descriptor;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Held once, by the caller. */
  OpenFile(FileChannel channel, @Nullable NativeFile descriptor) {
    this.channel = channel;
    this.descriptor = descriptor;
  }

  FileChannel channel() {
    return channel;
  }

  /** The same file for answers past Vert.x, where the system allows them. */
  @Nullable NativeFile descriptor() {
    return descriptor;
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
          try {
            channel.close();
          } finally {
            if (descriptor != null) {
              descriptor.close();
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
