package entrepot.release.s3;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** So many requests at once; the first failure ends it. */
final class Requests implements AutoCloseable {
  private final int atOnce;
  private final Semaphore turns;
  private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Requests(int atOnce) {
    this.atOnce = atOnce;
    this.turns = new Semaphore(atOnce);
  }

  /** Begins one when it is its turn; throws what one before it threw. */
  void begin(Runnable request) {
    check();
    turns.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        if (failed.get() == null) {
          request.run();
        }
      } catch (RuntimeException e) {
        failed.compareAndSet(null, e);
      } finally {
        turns.release();
      }
    });
  }

  /** Waits for all that began; throws what the first that failed threw. */
  void await() {
    turns.acquireUninterruptibly(atOnce);
    turns.release(atOnce);
    check();
  }

  private void check() {
    RuntimeException first = failed.get();
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
