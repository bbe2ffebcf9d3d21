package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.store.backend.Backend;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.DiskBackend;
import entrepot.store.backend.Key;
import entrepot.store.backend.Staging;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies objects from a store into a replica, by hard link where that works; several at once. The
 * first failure ends it.
 */
final class Copying implements AutoCloseable {
  private static final int AT_ONCE = 16;

  private final Backend from;
  private final DiskBackend to;
  private final Progress progress;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Copying(Backend from, DiskBackend to, Progress progress) {
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /** Begins to copy the blob of a present entry; others have none. */
  void blobOf(Entry entry) {
    if (entry.state() != State.PRESENT) {
      return;
    }
    Digest sha256 = entry.sha256().orElseThrow();
    progress.expect(1, entry.size());
    check();
    turns.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        copy(Key.blob(sha256));
        progress.done(1, entry.size());
      } catch (RuntimeException e) {
        failed.compareAndSet(null, e);
      } finally {
        turns.release();
      }
    });
  }

  /** Waits for all that began; throws what the first that failed threw. */
  void await() {
    turns.acquireUninterruptibly(AT_ONCE);
    turns.release(AT_ONCE);
    check();
  }

  private void check() {
    RuntimeException first = failed.get();
    if (first != null) {
      throw first;
    }
  }

  /** Copies one object, unless it is there. */
  void copy(Key key) {
    Optional<Path> file = from instanceof DiskBackend disk ? disk.file(key) : Optional.empty();
    if (file.isPresent()) {
      to.adopt(key, file.get());
    } else if (to.stat(key).isEmpty()) {
      try (InputStream in = from.open(key, 0);
          Staging staging = to.stage()) {
        in.transferTo(staging);
        staging.commit(key);
      } catch (IOException e) {
        throw new BackendUnavailable("copying %s to the replica".formatted(key.name()), e);
      }
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
