package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger promises, whatever database holds it. */
abstract class LedgerContract {
  private static final Digest A = Digest.sha256Of("a".getBytes(StandardCharsets.UTF_8));
  private static final Digest B = Digest.sha256Of("b".getBytes(StandardCharsets.UTF_8));

  final TestingClock clock = new TestingClock();
  Ledger ledger;

  /** The same database for each call within a test. */
  abstract LedgerConfig config(String owner);

  @BeforeEach
  void open() {
    ledger = Ledger.open(config("server"), clock);
    ledger.trees().register("debian", "apt", "http://archive.example.org/debian");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aTreeIsKnownOnceAndItsSourceMayChange() {
    ledger.trees().register("debian", "apt", "http://other.example.org/debian");

    assertThat(ledger.trees().all())
        .containsExactly(
            new KnownTree("debian", "apt", "http://other.example.org/debian", clock.instant()));
  }

  @Test
  void whatWasWrittenIsThereAfterAReopen() {
    ledger.snapshots().record(snapshot(A));
    Run run = ledger.runs().start("debian", RunKind.SYNC);
    ledger.runs().end(run, made(A));
    ledger.close();

    ledger = Ledger.open(config("server"), clock);

    assertThat(ledger.snapshots().latest("debian")).contains(snapshot(A));
    assertThat(ledger.runs().find(run.id()).orElseThrow().outcome()).contains(Outcome.SUCCEEDED);
  }

  @Test
  void aRetirementIsAnnouncedOnceAndMayGetOtherDates() {
    Instant due = clock.instant().plus(Duration.ofDays(30));
    Retirement first = retire("dists/old", due, "end of life");
    clock.tick(Duration.ofHours(1));
    Retirement moved = retire("dists/old", due.plus(Duration.ofDays(1)), "a day later");

    assertThat(moved.id()).isEqualTo(first.id());
    assertThat(moved.announced()).isEqualTo(first.announced());
    assertThat(moved.due()).isEqualTo(due.plus(Duration.ofDays(1)));
    assertThat(moved.note()).isEqualTo("a day later");
    assertThat(moved.stands()).isTrue();
    assertThat(ledger.retirements().standing()).containsExactly(moved);
  }

  @Test
  void aRetirementThatWasCarriedOutStaysAsItIs() {
    Retirement tree = retire("", clock.instant(), "gone");

    assertThat(ledger.retirements().removed(tree.id())).isTrue();
    assertThat(ledger.retirements().removed(tree.id())).isFalse();
    Retirement again = retire("", clock.instant().plus(Duration.ofDays(9)), "other words");

    assertThat(again.due()).isEqualTo(tree.due());
    assertThat(again.note()).isEqualTo("gone");
    assertThat(again.removed()).contains(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    assertThat(again.wholeTree()).isTrue();
  }

  @Test
  void aCancelledRetirementIsHistoryAndTheNextOneAnother() {
    Retirement first = retire("dists/old", clock.instant(), "once");

    assertThat(ledger.retirements().cancel("debian", "dists/old").orElseThrow().stands()).isFalse();
    assertThat(ledger.retirements().cancel("debian", "dists/old")).isEmpty();
    assertThat(ledger.retirements().standing()).isEmpty();
    assertThat(ledger.retirements().removed(first.id())).isFalse();

    Retirement second = retire("dists/old", clock.instant(), "twice");

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(ledger.retirements().standing()).containsExactly(second);
    assertThat(ledger.retirements().all())
        .extracting(Retirement::note)
        .containsExactly("twice", "once");
  }

  private Retirement retire(String path, Instant due, String note) {
    return ledger.retirements().announce("debian", path, "anna", due, due, note);
  }

  @Test
  void aSnapshotIsRecordedOnce() {
    ledger.snapshots().record(snapshot(A));
    RecordedSnapshot first = snapshot(A);
    clock.tick(Duration.ofHours(1));
    ledger.snapshots().record(snapshot(A));

    assertThat(ledger.snapshots().of("debian", 10)).containsExactly(first);
    assertThat(ledger.snapshots().find("debian", A)).contains(first);
    assertThat(ledger.snapshots().find("debian", B)).isEmpty();
  }

  @Test
  void theLatestSnapshotIsThatOfTheRunWhichEndedLast() {
    assertThat(ledger.snapshots().latest("debian")).isEmpty();
    for (Digest digest : List.of(A, B, A)) {
      ledger.snapshots().record(snapshot(digest));
      ledger.runs().end(ledger.runs().start("debian", RunKind.SYNC), made(digest));
      clock.tick(Duration.ofMinutes(1));
    }

    assertThat(latest()).isEqualTo(A);
  }

  @Test
  void aClockThatStepsBackDoesNotChangeWhichIsTheLatest() {
    for (Digest digest : List.of(A, B)) {
      ledger.snapshots().record(snapshot(digest));
      ledger.runs().end(ledger.runs().start("debian", RunKind.SYNC), made(digest));
      clock.tick(Duration.ofHours(-1));
    }

    assertThat(latest()).isEqualTo(B);
  }

  @Test
  void aFailedRunLeavesTheLatestSnapshotInPlace() {
    ledger.snapshots().record(snapshot(A));
    ledger.runs().end(ledger.runs().start("debian", RunKind.SYNC), made(A));

    ledger
        .runs()
        .end(
            ledger.runs().start("debian", RunKind.SYNC),
            RunResult.failed("the signature is wrong", 1, 2));

    assertThat(latest()).isEqualTo(A);
  }

  @Test
  void aRunTellsHowItWent() {
    Run run = ledger.runs().start("debian", RunKind.SYNC);
    assertThat(ledger.runs().running()).containsExactly(run);
    ledger.runs().progress(run, 3, 1000);
    clock.tick(Duration.ofSeconds(5));

    Run ended = ledger.runs().end(run, RunResult.failed("the source is down", 4, 2000));

    assertThat(ended)
        .isEqualTo(
            new Run(
                run.id(),
                "debian",
                RunKind.SYNC,
                "server",
                1,
                run.started(),
                Optional.of(run.started().plusSeconds(5)),
                Optional.of(Outcome.FAILED),
                "the source is down",
                Optional.empty(),
                4,
                2000));
    assertThat(ledger.runs().running()).isEmpty();
    assertThat(ledger.runs().of("debian", 10)).containsExactly(ended);
  }

  @Test
  void ofATreeOneRunOfAKindGoesAtATime() {
    Run run = ledger.runs().start("debian", RunKind.SYNC);

    assertThatThrownBy(() -> ledger.runs().start("debian", RunKind.SYNC))
        .isInstanceOf(RunInProgress.class)
        .hasMessage("a sync of tree 'debian' is under way");

    ledger.runs().end(run, RunResult.failed("", 0, 0));
    assertThat(ledger.runs().start("debian", RunKind.SYNC).id()).isGreaterThan(run.id());
  }

  @Test
  void aRunEndsOnce() {
    Run run = ledger.runs().start("debian", RunKind.SYNC);
    ledger.runs().end(run, RunResult.failed("first", 0, 0));

    assertThatThrownBy(() -> ledger.runs().end(run, RunResult.failed("second", 0, 0)))
        .isInstanceOf(RunLost.class);
    assertThat(ledger.runs().find(run.id()).orElseThrow().message()).isEqualTo("first");
  }

  @Test
  void aRunThatChangedHandsIsLostToTheFormerOwner() {
    Run run = ledger.runs().start("debian", RunKind.SYNC);
    Run taken = ledger.runs().takeOver(run);

    assertThat(taken.epoch()).isEqualTo(run.epoch() + 1);
    assertThatThrownBy(() -> ledger.runs().progress(run, 1, 1)).isInstanceOf(RunLost.class);
    assertThatThrownBy(() -> ledger.runs().end(run, made(A))).isInstanceOf(RunLost.class);
    ledger.runs().end(taken, RunResult.failed("by the new owner", 0, 0));
  }

  @Test
  void aRestartEndsWhatItsOwnFormerProcessLeft() {
    Run left = ledger.runs().start("debian", RunKind.SYNC);
    try (Ledger worker = Ledger.open(config("worker"), clock)) {
      Run other = worker.runs().start("debian", RunKind.BUILD);

      assertThat(ledger.runs().abandonRunning()).extracting(Run::id).containsExactly(left.id());

      assertThat(ledger.runs().running()).containsExactly(other);
      assertThat(ledger.runs().find(left.id()).orElseThrow().outcome())
          .contains(Outcome.INTERRUPTED);
      assertThatThrownBy(() -> ledger.runs().end(left, made(A))).isInstanceOf(RunLost.class);
    }
  }

  @Test
  void ofManyThatTakeARunOverOneGetsIt() throws Exception {
    Run run = ledger.runs().start("debian", RunKind.SYNC);
    try (Ledger other = Ledger.open(config("other"), clock)) {
      List<Boolean> got =
          atOnce(
              8,
              i -> {
                try {
                  (i % 2 == 0 ? ledger : other).runs().takeOver(run);
                  return true;
                } catch (RunLost e) {
                  return false;
                }
              });

      assertThat(got).containsOnlyOnce(true);
      assertThat(ledger.runs().find(run.id()).orElseThrow().epoch()).isEqualTo(2);
    }
  }

  @Test
  void noUpdateIsLostBetweenTwoConnections() throws Exception {
    try (Ledger other = Ledger.open(config("other"), clock)) {
      int takeOvers = 25;
      Run run = ledger.runs().start("debian", RunKind.SYNC);

      atOnce(
          4,
          i -> {
            Ledger mine = i % 2 == 0 ? ledger : other;
            for (int done = 0; done < takeOvers; ) {
              try {
                mine.runs().takeOver(mine.runs().find(run.id()).orElseThrow());
                mine.journal().append("worker " + i, "count", "run", Map.of());
                done++;
              } catch (RunLost e) {
                // Another one was faster: look again.
              }
            }
            return true;
          });

      assertThat(ledger.runs().find(run.id()).orElseThrow().epoch()).isEqualTo(1 + 4 * takeOvers);
      assertThat(ledger.journal().newest(1000)).hasSize(4 * takeOvers);
    }
  }

  @Test
  void ofManyThatStartARunOneDoes() throws Exception {
    try (Ledger other = Ledger.open(config("other"), clock)) {
      List<Boolean> started =
          atOnce(
              6,
              i -> {
                try {
                  (i % 2 == 0 ? ledger : other).runs().start("debian", RunKind.SYNC);
                  return true;
                } catch (RunInProgress e) {
                  return false;
                }
              });

      assertThat(started).containsOnlyOnce(true);
    }
  }

  @Test
  void aReleaseIsRecordedOnceAGeneration() {
    Release first = release(1, Optional.empty(), Optional.of(A));
    ledger.releases().record(first);
    ledger.releases().record(release(1, Optional.of(A), Optional.of(B)));
    Release second = release(2, Optional.of(A), Optional.of(B));
    ledger.releases().record(second);

    assertThat(ledger.releases().of("east", 10)).containsExactly(second, first);
    assertThat(ledger.releases().last("east", "debian")).contains(second);
    assertThat(ledger.releases().last("west", "debian")).isEmpty();
  }

  @Test
  void theJournalIsReadInPagesNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      ledger
          .journal()
          .append(
              "ann",
              "release",
              "debian",
              Optional.of("east"),
              i == 1 ? OptionalLong.empty() : OptionalLong.of(i - 1),
              OptionalLong.of(i),
              Map.of("reason", "\"new\" – 新"));
    }

    List<JournalEntry> page = ledger.journal().newest(2);
    List<JournalEntry> next = ledger.journal().before(page.getLast().id(), 10);

    assertThat(ledger.journal().newestGeneration("east")).isEqualTo(5);
    assertThat(ledger.journal().newestGeneration("west")).isZero();
    assertThat(page)
        .extracting(entry -> entry.toGeneration().orElseThrow())
        .containsExactly(5L, 4L);
    assertThat(next)
        .extracting(entry -> entry.toGeneration().orElseThrow())
        .containsExactly(3L, 2L, 1L);
    assertThat(next.getLast())
        .isEqualTo(
            new JournalEntry(
                next.getLast().id(),
                clock.instant(),
                "ann",
                "release",
                "debian",
                Optional.of("east"),
                OptionalLong.empty(),
                OptionalLong.of(1),
                Map.of("reason", "\"new\" – 新")));
  }

  @Test
  void whatIsServedAndWhatWasServedLatelyIsKnown() {
    ledger.snapshots().record(snapshot(A));
    ledger.snapshots().record(snapshot(B));
    Instant first = clock.instant();
    ledger.releases().record(release(1, Optional.empty(), Optional.of(A)));
    clock.tick(Duration.ofDays(1));
    ledger.releases().record(release(2, Optional.of(A), Optional.of(B)));
    clock.tick(Duration.ofDays(100));

    assertThat(ledger.releases().servedSince("debian", first)).containsExactlyInAnyOrder(A, B);
    assertThat(ledger.releases().servedSince("debian", first.plus(Duration.ofDays(1))))
        .describedAs("A was served until then")
        .containsExactlyInAnyOrder(A, B);
    assertThat(ledger.releases().servedSince("debian", clock.instant())).containsExactly(B);
    assertThat(ledger.releases().servedSince("other", first)).isEmpty();
  }

  @Test
  void whatTheDatabaseRefusesIsAFailureThatSaysWhatWasBeingDone() {
    assertThatThrownBy(() -> ledger.runs().start("unheard-of", RunKind.SYNC))
        .isInstanceOf(LedgerUnavailable.class)
        .hasMessageStartingWith("starting a sync of 'unheard-of' failed: ");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() {
    ledger
        .database()
        .write(
            "pretending",
            handle ->
                handle.execute(
                    """
                    insert into migrations (installed_rank, version, description, type, script,
                      checksum, installed_by, execution_time, success)
                    values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, true)
                    """));

    assertThatThrownBy(() -> Ledger.open(config("server"), clock))
        .isInstanceOfSatisfying(
            LedgerUnavailable.class,
            failure -> assertThat(failure.next()).contains("or a newer one"));
  }

  private interface Part<T> {
    T run(int index) throws Exception;
  }

  /** Runs the parts at the same instant on as many threads; at most 30 seconds. */
  private static <T> List<T> atOnce(int count, Part<T> part) throws Exception {
    var barrier = new CyclicBarrier(count);
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        Callable<T> task =
            () -> {
              barrier.await();
              return part.run(index);
            };
        futures.add(threads.submit(task));
      }
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
    }
    return results;
  }

  private Digest latest() {
    return ledger.snapshots().latest("debian").orElseThrow().digest();
  }

  private static RunResult made(Digest digest) {
    return new RunResult(Outcome.SUCCEEDED, "", Optional.of(digest), 10, 20);
  }

  private Release release(long generation, Optional<Digest> from, Optional<Digest> to) {
    return new Release(
        "east", generation, "debian", ReleaseKind.RELEASE, from, to, clock.instant(), "ann");
  }

  private RecordedSnapshot snapshot(Digest digest) {
    return new RecordedSnapshot(
        "debian",
        digest,
        clock.instant(),
        digest.equals(A) ? Optional.empty() : Optional.of(A),
        "http://archive.example.org/debian",
        "ann",
        5_000_000_000L,
        6_000_000_000_000L,
        7,
        8);
  }
}
