package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * What the ledger promises of trees, snapshots, releases and the journal, whatever database holds
 * it.
 */
abstract class LedgerContract extends LedgerFixture {
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

  private Digest latest() {
    return ledger.snapshots().latest("debian").orElseThrow().digest();
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
