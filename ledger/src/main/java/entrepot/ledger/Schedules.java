package entrepot.ledger;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * Runs recurring jobs at their times. Their rows survive restarts, and of the processes that share
 * a database one gets each run.
 */
public final class Schedules {
  static final String TABLE = "schedules";

  /** A process that has not been heard of for four of these is dead, and its jobs start anew. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private final Database database;
  private final InstantSource clock;
  private final String owner;

  Schedules(Database database, InstantSource clock, String owner) {
    this.database = database;
    this.clock = clock;
    this.owner = owner;
  }

  /** Starts the jobs; at most {@code atOnce} of them run at one time. */
  public RunningSchedules start(List<RecurringJob> jobs, int atOnce) {
    freeOwnJobs();
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    Scheduler scheduler =
        Scheduler.create(database.writers())
            .startTasks(tasks(jobs))
            .tableName(TABLE)
            .schedulerName(new SchedulerName.Fixed(owner))
            .clock(clock::instant)
            .threads(atOnce)
            .executorService(executor)
            .pollingInterval(Duration.ofSeconds(1))
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(4)
            .shutdownMaxWait(Duration.ofSeconds(30))
            .build();
    scheduler.start();
    return new RunningSchedules(scheduler, clock);
  }

  /** When each job runs next, by name; jobs of former configurations are among them. */
  public List<PlannedJob> planned() {
    return database.read(
        "listing the schedules",
        handle ->
            handle
                .createQuery(
                    """
                    select task_name as name, execution_time as next, picked as running,
                      last_success, last_failure, coalesce(consecutive_failures, 0) as failures
                    from schedules order by task_name
                    """)
                .mapTo(PlannedJob.class)
                .list());
  }

  /** As db-scheduler has them; a job that fails comes back at its next time. */
  static List<RecurringTask<Void>> tasks(List<RecurringJob> jobs) {
    return jobs.stream()
        .map(job ->
            Tasks.recurring(job.name(), job.timing().schedule())
                .execute((_, _) -> job.work().run()))
        .toList();
  }

  /**
   * What an earlier process of this name was running when it was killed starts anew at once,
   * instead of after its heartbeats have been missed.
   */
  private void freeOwnJobs() {
    database.write(
        "freeing interrupted jobs",
        handle ->
            handle
                .createUpdate(
                    """
                    update schedules set picked = false, picked_by = null, last_heartbeat = null,
                      version = version + 1
                    where picked and picked_by = :owner
                    """)
                .bind("owner", owner)
                .execute());
  }
}
