package entrepot.kit.http;

import java.time.Duration;

/** Waits between two attempts; a test puts one here that only takes note. */
@FunctionalInterface
public interface Pause {
  /** Really waits. */
  Pause SLEEP = Thread::sleep;

  /** Waits so long. */
  void pause(Duration time) throws InterruptedException;
}
