package entrepot.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import entrepot.kit.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps files open that are asked for often, with the sums of their blocks. */
final class OpenObjects {
  private static final int KEPT = 256;

  private final Cache<Digest, OpenObject> open =
      Caffeine.newBuilder()
          .maximumSize(KEPT)
          .executor(Runnable::run)
          .<Digest, OpenObject>removalListener((_, file, _) -> release(file))
          .build();

  private static void release(@Nullable OpenObject file) {
    if (file != null) {
      file.release();
    }
  }

  /** That file, held for the caller; throws IOException when it is not whole. */
  OpenObject get(Digest sha256, Path path, long size) throws IOException {
    OpenObject already = open.getIfPresent(sha256);
    if (already != null && already.hold()) {
      return already;
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    boolean whole = false;
    try {
      Tail tail = Tail.read(channel);
      if (tail == null || tail.size() != size) {
        throw new IOException("it is cut, or its end is spoilt");
      }
      whole = true;
      OpenObject file = new OpenObject(channel, tail);
      if (!file.hold()) {
        throw new IllegalStateException("nobody else knows this file yet");
      }
      open.put(sha256, file);
      return file;
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  void forget(Digest sha256) {
    open.invalidate(sha256);
  }

  void clear() {
    open.invalidateAll();
  }
}
