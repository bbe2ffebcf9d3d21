package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs come back at their times, whatever database holds their rows. */
abstract class SchedulesContract {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Timing QUARTER = new Timing.Every(Duration.ofMinutes(15));

  private final SettableClock clock = new SettableClock();
  private final AtomicInteger runs = new AtomicInteger();
  private Ledger ledger;

  /** The same database for each call within a test. */
  abstract LedgerConfig config(String owner);

  @BeforeEach
  void open() {
    clock.set(TEN);
    ledger = Ledger.open(config("server"), clock::now);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aJobRunsAtOnceAndThenAfterEachDelay() {
    ManualScheduler scheduler = manual(QUARTER, runs::incrementAndGet);
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(1);

    clock.tick(Duration.ofMinutes(14));
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(1);

    clock.tick(Duration.ofMinutes(1));
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(2);
  }

  @Test
  void aCronLineRunsAtTheTimesItNames() {
    ManualScheduler scheduler = manual(new Timing.Cron("5 * * * *"), runs::incrementAndGet);
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(0);
    assertThat(ledger.schedules().planned())
        .containsExactly(
            new PlannedJob(
                "sync debian",
                TEN.plus(Duration.ofMinutes(5)),
                false,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                0));

    clock.tick(Duration.ofMinutes(5));
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(1);
    assertThat(planned().next()).isEqualTo(TEN.plus(Duration.ofMinutes(65)));
    assertThat(planned().lastSuccess()).contains(clock.now());
  }

  @Test
  void aRestartKeepsTheTimeOfTheNextRun() {
    manual(QUARTER, runs::incrementAndGet).runAnyDueExecutions();
    ledger.close();
    clock.tick(Duration.ofMinutes(10));

    ledger = Ledger.open(config("server"), clock::now);
    ManualScheduler scheduler = manual(QUARTER, runs::incrementAndGet);
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(1);

    clock.tick(Duration.ofMinutes(5));
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(2);
  }

  @Test
  void aShorterDelayHoldsFromTheRestartOn() {
    manual(new Timing.Every(Duration.ofDays(7)), runs::incrementAndGet).runAnyDueExecutions();
    assertThat(runs).hasValue(1);

    ManualScheduler scheduler = manual(QUARTER, runs::incrementAndGet);
    clock.tick(Duration.ofMinutes(15));
    scheduler.runAnyDueExecutions();

    assertThat(runs).hasValue(2);
  }

  @Test
  void aJobThatFailsComesBackAtItsNextTime() {
    ManualScheduler scheduler =
        manual(
            QUARTER,
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time goes wrong");
              }
            });
    scheduler.runAnyDueExecutions();
    assertThat(planned().failures()).isEqualTo(1);

    clock.tick(Duration.ofMinutes(15));
    scheduler.runAnyDueExecutions();
    assertThat(runs).hasValue(2);
    assertThat(planned().failures()).isZero();
  }

  @Test
  void theZoneOfTheMachineDoesNotMatter() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      ManualScheduler scheduler = manual(QUARTER, runs::incrementAndGet);
      scheduler.runAnyDueExecutions();
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));

      assertThat(planned().next()).isEqualTo(TEN.plus(Duration.ofMinutes(15)));
      clock.tick(Duration.ofMinutes(14));
      scheduler.runAnyDueExecutions();
      assertThat(runs).hasValue(1);
      clock.tick(Duration.ofMinutes(1));
      scheduler.runAnyDueExecutions();
      assertThat(runs).hasValue(2);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void ofTwoProcessesOneRunsAJobAndNoneRunsItTwiceAtOnce() throws Exception {
    var begun = new Semaphore(0);
    var mayEnd = new CountDownLatch(1);
    RecurringJob job =
        job(
            QUARTER,
            () -> {
              runs.incrementAndGet();
              begun.release();
              await(mayEnd);
            });
    try (Ledger other = Ledger.open(config("other"), InstantSource.system());
        Ledger first = Ledger.open(config("first"), InstantSource.system());
        RunningSchedules one = first.schedules().start(List.of(job), 2);
        RunningSchedules two = other.schedules().start(List.of(job), 2)) {
      assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();

      assertThat(one.runNow("sync debian")).isFalse();
      assertThat(two.runNow("sync debian")).isFalse();
      assertThat(runs).hasValue(1);
      assertThat(planned().running()).isTrue();

      mayEnd.countDown();
      assertThat(two.runNow("no such job")).isFalse();
      assertThat(runAgain(two, begun)).as("runs again when told to").isTrue();
    }
  }

  @Test
  void whatAKilledProcessWasRunningStartsAnewAtOnce() throws Exception {
    manual(QUARTER, runs::incrementAndGet);
    ledger
        .database()
        .write(
            "killing",
            handle ->
                handle.execute(
                    "update schedules set picked = true, picked_by = 'server', last_heartbeat = ?",
                    TEN));
    var ran = new CountDownLatch(1);

    try (RunningSchedules _ = ledger.schedules().start(List.of(job(QUARTER, ran::countDown)), 1)) {
      assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** The row is free only a moment after the job's own end. */
  private static boolean runAgain(RunningSchedules schedules, Semaphore begun)
      throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      schedules.runNow("sync debian");
      if (begun.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PlannedJob planned() {
    return ledger.schedules().planned().getFirst();
  }

  private ManualScheduler manual(Timing timing, Runnable work) {
    ManualScheduler scheduler =
        TestHelper.createManualScheduler(ledger.database().writers())
            .clock(clock)
            .startTasks(Schedules.tasks(List.of(job(timing, work))))
            .tableName(Schedules.TABLE)
            .build();
    scheduler.start();
    return scheduler;
  }

  private static RecurringJob job(Timing timing, Runnable work) {
    return new RecurringJob("sync debian", timing, work);
  }
}
