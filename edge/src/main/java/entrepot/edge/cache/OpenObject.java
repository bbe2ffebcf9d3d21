package entrepot.edge.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file of the cache and its tail; closed when the last reader has let go of it. */
final class OpenObject {
  private final FileChannel channel;
  private final Tail tail;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Held once, by the caller. */
  OpenObject(FileChannel channel, Tail tail) {
    this.channel = channel;
    this.tail = tail;
  }

  /** See {@link Tail#block}. */
  int block(long number, byte[] into) throws IOException {
    return tail.block(channel, number, into);
  }

  /** Holds it once more; false when it has been closed. */
  boolean hold() {
    return holders.updateAndGet(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
