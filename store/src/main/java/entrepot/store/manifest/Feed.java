package entrepot.store.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands changes from the thread that finds them to the one that wants them; holds a few hundred.
 */
final class Feed {
  private static final int BATCH = 128;

  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(4);

  /** Some changes; the last batch also says how the finding ended. */
  private record Batch(List<Change> changes, boolean last, @Nullable Throwable failure) {}

  /** Runs {@code finder} and offers what it finds, then its end, be it an error. */
  void fill(Consumer<Consumer<Change>> finder) {
    List<Change> found = new ArrayList<>();
    Throwable failure = null;
    try {
      finder.accept(change -> {
        found.add(change);
        if (found.size() >= BATCH) {
          put(new Batch(List.copyOf(found), false, null));
          found.clear();
        }
      });
    } catch (CancellationException e) {
      return;
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    put(new Batch(List.copyOf(found), true, failure));
  }

  private void put(Batch batch) {
    try {
      batches.put(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("nobody wants these changes any more");
    }
  }

  /** Passes on all that is found until the end, and throws what the finder threw. */
  void drain(Consumer<Change> each) {
    while (true) {
      Batch batch = take();
      batch.changes().forEach(each);
      switch (batch.failure()) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
      if (batch.last()) {
        return;
      }
    }
  }

  private Batch take() {
    try {
      return batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the comparison was interrupted");
    }
  }
}
