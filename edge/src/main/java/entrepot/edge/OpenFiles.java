package entrepot.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import entrepot.kit.Digest;
import entrepot.kit.listen.NativeFile;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps the files open that are asked for often: an open(2) for each range request shows. */
final class OpenFiles {
  private static final int KEPT = 512;

  private final DiskBackend backend;
  private final Cache<Digest, OpenFile> open =
      Caffeine.newBuilder()
          .maximumSize(KEPT)
          .executor(Runnable::run)
          .<Digest, OpenFile>removalListener(OpenFiles::removed)
          .build();

  OpenFiles(DiskBackend backend) {
    this.backend = backend;
  }

  private static void removed(
      @Nullable Digest digest, @Nullable OpenFile file, RemovalCause cause) {
    if (file != null) {
      file.release();
    }
  }

  /** The blob's file, held once for the caller, when it happens to be open. */
  @Nullable OpenFile ifOpen(Digest sha256) {
    OpenFile file = open.getIfPresent(sha256);
    return file != null && file.hold() ? file : null;
  }

  /**
   * The blob's file, held once for the caller; blocks. Throws {@link ObjectMissing}, and {@link
   * BackendUnavailable} when the file has not the size that its entry says.
   */
  OpenFile open(Digest sha256, long size) {
    OpenFile already = ifOpen(sha256);
    if (already != null) {
      return already;
    }
    Key key = Key.blob(sha256);
    Path path = backend.file(key).orElseThrow(() -> new ObjectMissing(key, "the replica"));
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      if (channel.size() != size) {
        long found = channel.size();
        channel.close();
        throw new BackendUnavailable(
            "blob %s has %d bytes, not %d".formatted(sha256.hex(), found, size), null);
      }
      OpenFile file = new OpenFile(channel, NativeFile.open(path));
      if (!file.hold()) {
        throw new IllegalStateException("nobody else knows this file yet");
      }
      open.put(sha256, file);
      return file;
    } catch (IOException e) {
      throw new BackendUnavailable("opening " + path, e);
    }
  }

  /** Lets go of all. */
  void clear() {
    open.invalidateAll();
  }
}
