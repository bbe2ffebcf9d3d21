package entrepot.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.InstantSource;

/** Schedules that run until they are closed. */
public final class RunningSchedules implements AutoCloseable {
  private final Scheduler scheduler;
  private final InstantSource clock;

  RunningSchedules(Scheduler scheduler, InstantSource clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Makes a job due at once; false when it runs already or is not known. */
  public boolean runNow(String job) {
    try {
      boolean moved =
          scheduler.reschedule(TaskInstanceId.of(job, RecurringTask.INSTANCE), clock.instant());
      scheduler.triggerCheckForDueExecutions();
      return moved;
    } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
      return false;
    }
  }

  /** Starts no more jobs, interrupts those that run after 30 seconds, and returns. */
  @Override
  public void close() {
    scheduler.stop();
  }
}
