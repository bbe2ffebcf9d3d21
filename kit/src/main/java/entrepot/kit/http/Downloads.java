package entrepot.kit.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs many fetches at once, each on a virtual thread, and no more than a fixed number under way:
 * who submits further ones waits. The first task that throws stops all others; a task that can do
 * without its file catches that itself.
 */
public final class Downloads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("download-", 0).factory());
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final int parallel;
  private final Semaphore places;

  /** At most {@code parallel} at once. */
  public Downloads(int parallel) {
    this.parallel = parallel;
    this.places = new Semaphore(parallel, true);
  }

  /** Starts the task when there is a place; throws what an earlier task threw. */
  public void submit(Runnable task) {
    take(1);
    try {
      rethrow();
      threads.execute(() -> perform(task));
    } catch (RejectedExecutionException e) {
      places.release();
      rethrow();
      throw e;
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  private void perform(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      stop(e);
    } catch (Error e) {
      stop(new IllegalStateException("a download died", e));
    } finally {
      places.release();
    }
  }

  /** Waits until all are done; throws what the first failed one threw. */
  public void finish() {
    take(parallel);
    places.release(parallel);
    rethrow();
  }

  private void stop(RuntimeException e) {
    if (failure.compareAndSet(null, e)) {
      threads.shutdownNow();
    }
  }

  private void take(int count) {
    try {
      places.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DownloadsStopped(e);
    }
  }

  private void rethrow() {
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /** Interrupts what still runs, and waits for its end. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
