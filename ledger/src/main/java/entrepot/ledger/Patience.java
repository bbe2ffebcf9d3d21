package entrepot.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long work that is under way waits for a database that went away. */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Duration total;

  Patience(Duration total) {
    this.total = total;
  }

  /** Something that may be done twice when nobody knows whether it was done. */
  interface Insisting<T> {
    /** {@code again} says that an earlier attempt may have been carried out. */
    T attempt(boolean again);
  }

  /** What the attempt answers; throws what the last one threw when {@code total} has passed. */
  <T> T during(Insisting<T> work, Predicate<LedgerUnavailable> passing) {
    long end = System.nanoTime() + total.toNanos();
    Duration pause = FIRST;
    for (boolean again = false; ; again = true) {
      try {
        T answer = work.attempt(again);
        if (again) {
          log.info("the database answers again");
        }
        return answer;
      } catch (LedgerUnavailable e) {
        if (!passing.test(e) || System.nanoTime() > end) {
          throw e;
        }
        if (!again) {
          log.warn("{}; trying again for {}", e.getMessage(), total);
        }
        pause(pause, e);
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
      }
    }
  }

  /** Between half of it and all, so that many that wait do not come at once. */
  private static void pause(Duration longest, LedgerUnavailable waitingFor) {
    long millis = longest.toMillis();
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw waitingFor;
    }
  }
}
