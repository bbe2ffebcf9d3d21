package entrepot.ledger;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Duration;
import java.time.ZoneOffset;

/** When a recurring job runs. */
public sealed interface Timing {
  /** So long after its last run ended; the first run is due at once. */
  record Every(Duration delay) implements Timing {
    public Every {
      if (delay.isNegative() || delay.isZero()) {
        throw new IllegalArgumentException("a delay of " + delay + " is no delay");
      }
    }
  }

  /**
   * At the times that a cron line names: minute, hour, day of month, month, day of week, in UTC.
   * Throws IllegalArgumentException when it is none.
   */
  record Cron(String line) implements Timing {
    public Cron {
      schedule(line);
    }

    private static Schedule schedule(String line) {
      return new CronSchedule(line, ZoneOffset.UTC, CronStyle.UNIX);
    }
  }

  /** As db-scheduler has it. */
  default Schedule schedule() {
    return switch (this) {
      case Every every -> FixedDelay.of(every.delay());
      case Cron cron -> Cron.schedule(cron.line());
    };
  }
}
