package entrepot.cloud.compute;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one instance, one after the other on a thread that is there while there are any. */
final class Life implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Life.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String id;
  private final Predicate<String> step;
  private final BooleanSupplier closed;
  private boolean asked;
  private @Nullable Thread thread;

  /**
   * A life that sleeps.
   *
   * @param step takes one; whether there may be another
   */
  Life(String id, Predicate<String> step, BooleanSupplier closed) {
    this.id = id;
    this.step = step;
    this.closed = closed;
  }

  /** Takes steps as long as there are any. */
  synchronized void wake() {
    asked = true;
    if (thread == null) {
      thread = Thread.ofVirtual().name(id).start(this);
    }
  }

  private synchronized boolean next() {
    if (!asked || closed.getAsBoolean()) {
      thread = null;
      return false;
    }
    asked = false;
    return true;
  }

  @Override
  public void run() {
    Duration pause = Duration.ofSeconds(1);
    while (next()) {
      try {
        while (step.test(id) && !closed.getAsBoolean()) {
          pause = Duration.ofSeconds(1);
        }
      } catch (RuntimeException e) {
        if (closed.getAsBoolean()) {
          continue;
        }
        log.error("a step of {} failed; it is tried again in {} s", id, pause.toSeconds(), e);
        again(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private void again(Duration pause) {
    synchronized (this) {
      asked = true;
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException _) {
      // The life is being closed, which next() sees.
    }
  }

  /** Interrupts a step that is being taken, and waits for it for a while. */
  void end() {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join(PATIENCE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
