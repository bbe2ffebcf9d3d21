package entrepot.release;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what pushes elements into an iterator, a few thousand elements ahead of its reader: so a
 * difference of any size is merged with something else within bounded memory.
 */
final class Pulled<T> implements Iterator<T>, AutoCloseable {
  private static final int BATCH = 256;

  private sealed interface Message<T> {
    record Batch<T>(List<T> elements) implements Message<T> {}

    record End<T>(@Nullable Throwable failure) implements Message<T> {}
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final BlockingQueue<Message<T>> queue = new ArrayBlockingQueue<>(16);
  private final Thread source;
  private Iterator<T> batch = List.<T>of().iterator();
  private boolean ended;

  /** What {@code pushing} pushes, in its order; it runs in a thread of its own. */
  Pulled(Consumer<Consumer<T>> pushing) {
    source = Thread.ofVirtual().name("pulled").start(() -> run(pushing));
  }

  private void run(Consumer<Consumer<T>> pushing) {
    try {
      List<T> full = new ArrayList<>(BATCH);
      pushing.accept(each -> {
        full.add(each);
        if (full.size() == BATCH) {
          send(new Message.Batch<>(List.copyOf(full)));
          full.clear();
        }
      });
      send(new Message.Batch<>(List.copyOf(full)));
      send(new Message.End<>(null));
    } catch (Stopped _) {
      // Nobody reads on.
    } catch (RuntimeException | Error e) {
      send(new Message.End<>(e));
    }
  }

  private void send(Message<T> message) {
    try {
      queue.put(message);
    } catch (InterruptedException e) {
      throw new Stopped();
    }
  }

  @Override
  public boolean hasNext() {
    while (!ended && !batch.hasNext()) {
      try {
        switch (queue.take()) {
          case Message.Batch<T> more -> batch = more.elements().iterator();
          case Message.End<T> end -> {
            ended = true;
            switch (end.failure()) {
              case null -> {}
              case RuntimeException e -> throw e;
              case Error e -> throw e;
              case Throwable e -> throw new IllegalStateException(e);
            }
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while comparing manifests", e);
      }
    }
    return batch.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }

  @Override
  public void close() {
    source.interrupt();
  }
}
