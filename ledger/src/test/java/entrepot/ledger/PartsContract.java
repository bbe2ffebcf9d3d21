package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger promises of shared runs, whatever database holds it. */
abstract class PartsContract extends LedgerFixture {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Set<String> DEBIAN = Set.of("debian");

  Run run;

  @BeforeEach
  void aRunIsUnderWay() {
    run = ledger.runs().start("debian", RunKind.SYNC);
  }

  @Test
  void eachPartIsTakenOnceWhileItsLeaseLasts() {
    offer(2);

    Part first = take("one");
    Part second = take("two");

    assertThat(Set.of(first.number(), second.number())).containsExactlyInAnyOrder(0L, 1L);
    assertThat(ledger.parts().take(DEBIAN, "three", LEASE)).isEmpty();
    assertThat(ledger.parts().held()).extracting(Part::holder).hasSize(2);
    assertThat(ledger.parts().take(Set.of("other"), "three", LEASE)).isEmpty();
    assertThat(ledger.parts().take(Set.of(), "three", LEASE)).isEmpty();
  }

  @Test
  void ofManyThatTakePartsEachGetsOthers() throws Exception {
    offer(24);
    try (Ledger other = Ledger.open(config("other"), clock)) {
      List<List<Long>> taken =
          AtOnce.run(
              6,
              i -> {
                List<Long> own = new ArrayList<>();
                for (int part = 0; part < 4; part++) {
                  (i % 2 == 0 ? ledger : other)
                      .parts()
                      .take(DEBIAN, "worker" + i, LEASE)
                      .ifPresent(t -> own.add(t.part().number()));
                }
                return own;
              });

      List<Long> all = taken.stream().flatMap(List::stream).toList();
      assertThat(new HashSet<>(all)).hasSameSizeAs(all).hasSize(24);
    }
  }

  @Test
  void aPartWhoseHolderDiesGoesToAnotherWithAHigherEpochAndTheJournalTells() {
    offer(1);
    Part dead = take("dead");
    clock.tick(LEASE);

    TakenPart taken = ledger.parts().take(DEBIAN, "heir", LEASE).orElseThrow();

    assertThat(taken.from()).contains("dead");
    assertThat(taken.part().epoch()).isEqualTo(dead.epoch() + 1);
    JournalEntry told = ledger.journal().newest(1).getFirst();
    assertThat(told.act()).isEqualTo("takeover");
    assertThat(told.who()).isEqualTo("heir");
    assertThat(told.detail()).containsEntry("from", "dead").containsEntry("part", "0");
  }

  @Test
  void aHolderThatBeatsKeepsItsPart() {
    offer(1);
    Part part = take("slow");
    for (int beat = 0; beat < 5; beat++) {
      clock.tick(LEASE.dividedBy(2));
      ledger.parts().keep(part, LEASE);
      assertThat(ledger.parts().take(DEBIAN, "thief", LEASE)).isEmpty();
    }
  }

  @Test
  void whoWakesUpLateChangesNothing() {
    offer(1);
    Part slept = take("sleeper");
    clock.tick(LEASE);
    Part taken = take("heir");

    assertThatThrownBy(() -> ledger.parts().keep(slept, LEASE)).isInstanceOf(PartLost.class);
    assertThatThrownBy(() -> ledger.parts().finish(slept, digest("late"), 1, 1))
        .isInstanceOf(PartLost.class);
    ledger.parts().giveBack(slept, "late");
    assertThat(ledger.parts().held()).containsExactly(taken);

    ledger.parts().finish(taken, digest("right"), 3, 4);
    assertThatThrownBy(() -> ledger.parts().finish(slept, digest("late"), 1, 1))
        .isInstanceOf(PartLost.class);
    assertThat(ledger.parts().done(run, 0, 10))
        .extracting(Part::result)
        .containsExactly(Optional.of(digest("right")));
  }

  @Test
  void aLeaseThatRanOutMayBeProlongedWhileNobodyTookThePart() {
    offer(1);
    Part part = take("cut off");
    clock.tick(LEASE.multipliedBy(3));

    ledger.parts().keep(part, LEASE);

    assertThat(ledger.parts().take(DEBIAN, "other", LEASE)).isEmpty();
  }

  @Test
  void aPartOfAnEndedRunIsNobodysAndNothingOfItIsTaken() {
    offer(2);
    Part part = take("worker");
    ledger.runs().abandonRunning();

    assertThat(ledger.parts().take(DEBIAN, "worker", LEASE)).isEmpty();
    assertThat(ledger.parts().held()).isEmpty();
    assertThatThrownBy(() -> ledger.parts().keep(part, LEASE)).isInstanceOf(PartLost.class);
    assertThatThrownBy(() -> ledger.parts().finish(part, digest("x"), 1, 1))
        .isInstanceOf(PartLost.class);
    assertThatThrownBy(() -> offer(3)).isInstanceOf(RunLost.class);
  }

  @Test
  void onlyWhoHasTheRunOffersParts() {
    Run taken = ledger.runs().takeOver(run);

    assertThatThrownBy(() -> offer(1)).isInstanceOf(RunLost.class);
    ledger.parts().offer(taken, List.of(part(0)));
    assertThat(take("worker").number()).isZero();
  }

  @Test
  void offeringTwiceOffersOnce() {
    offer(2);
    offer(2);

    assertThat(ledger.parts().summaries())
        .containsExactly(new PartsOfRun(run.id(), "debian", 2, 0, 0, 20, 0, 200, 0));
  }

  @Test
  void doneIsReadWithoutGaps() {
    offer(3);
    List<Part> taken = List.of(take("a"), take("a"), take("a"));
    ledger.parts().finish(number(taken, 0), digest("0"), 1, 1);
    ledger.parts().finish(number(taken, 2), digest("2"), 1, 1);

    assertThat(ledger.parts().done(run, 0, 10)).extracting(Part::number).containsExactly(0L);
    assertThat(ledger.parts().summaries().getFirst())
        .isEqualTo(new PartsOfRun(run.id(), "debian", 3, 2, 1, 30, 20, 300, 200));

    ledger.parts().finish(number(taken, 1), digest("1"), 1, 1);
    assertThat(ledger.parts().done(run, 1, 10)).extracting(Part::number).containsExactly(1L, 2L);
  }

  @Test
  void aPartIsNotHandedRoundForEver() {
    offer(1);
    for (int i = 0; i < Part.MOST_EPOCHS; i++) {
      ledger.parts().giveBack(take("worker"), "the disk is full");
    }

    assertThat(ledger.parts().take(DEBIAN, "worker", LEASE)).isEmpty();
    Part last = ledger.parts().take(run, "control", LEASE).orElseThrow().part();
    assertThat(last.epoch()).isGreaterThan(Part.MOST_EPOCHS);
    assertThat(last.note()).isEqualTo("the disk is full");
  }

  @Test
  void aPartWhoseResultIsNotThereIsOpenAgain() {
    offer(1);
    Part part = take("liar");
    ledger.parts().finish(part, digest("nowhere"), 1, 1);

    ledger.parts().reopen(part, "its result is not in the store");

    assertThat(take("honest").epoch()).isEqualTo(part.epoch() + 1);
  }

  @Test
  void aRunThatChangedHandsRecordsNoSnapshot() {
    ledger.runs().takeOver(run);
    RecordedSnapshot made =
        new RecordedSnapshot(
            "debian", digest("s"), clock.instant(), Optional.empty(), "x", "ann", 1, 1, 0, 0);
    var result = new RunResult(Outcome.SUCCEEDED, "", Optional.of(digest("s")), 0, 0);

    assertThatThrownBy(() -> ledger.runs().end(run, result, made)).isInstanceOf(RunLost.class);
    assertThat(ledger.snapshots().of("debian", 10)).isEmpty();
  }

  @Test
  void partsOfEarlierRunsAreForgotten() {
    offer(3);
    ledger.runs().abandonRunning();
    Run next = ledger.runs().start("debian", RunKind.SYNC);
    ledger.parts().offer(next, List.of(part(0)));

    ledger.parts().forget(next);

    assertThat(ledger.parts().done(run, 0, 10)).isEmpty();
    assertThat(ledger.parts().summaries()).extracting(PartsOfRun::parts).containsExactly(1L);
  }

  @Test
  void aRunWhoseEndWasNotToldMakesRoomForTheNext() {
    ledger.runs().abandon("debian", RunKind.SYNC);

    assertThat(ledger.runs().find(run.id()).orElseThrow().outcome()).contains(Outcome.INTERRUPTED);
    assertThat(ledger.runs().start("debian", RunKind.SYNC).id()).isGreaterThan(run.id());
  }

  @Test
  void aWorkersNameIsOnesAtATime() {
    KnownWorker first = worker("one", "a");
    ledger.workers().beat(first, LEASE);
    clock.tick(Duration.ofSeconds(10));

    assertThatThrownBy(() -> ledger.workers().beat(worker("one", "b"), LEASE))
        .isInstanceOf(NameTaken.class)
        .hasMessageContaining("'one': pid 7 of host-a");
    ledger.workers().beat(first, LEASE);
    assertThat(ledger.workers().live())
        .extracting(KnownWorker::since, KnownWorker::seen)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(first.since(), clock.instant()));

    clock.tick(LEASE);
    assertThat(ledger.workers().live()).isEmpty();
    ledger.workers().beat(worker("one", "b"), LEASE);
    ledger.workers().leave(first);
    assertThat(ledger.workers().live()).extracting(KnownWorker::instance).containsExactly("b");
    ledger.workers().leave(worker("one", "b"));
    assertThat(ledger.workers().live()).isEmpty();
  }

  @Test
  void theStoresMarkIsTheLastOneWritten() {
    assertThat(ledger.workers().mark()).isEmpty();
    ledger.workers().mark("first");
    ledger.workers().mark("second");
    assertThat(ledger.workers().mark()).contains("second");
  }

  private KnownWorker worker(String name, String instance) {
    return new KnownWorker(
        name, instance, "host-" + instance, 7, clock.instant(), clock.instant(), clock.instant());
  }

  private void offer(int count) {
    List<NewPart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(part(i));
    }
    ledger.parts().offer(run, parts);
  }

  private static NewPart part(int number) {
    return new NewPart(number, digest("input" + number), 10, 100);
  }

  private Part take(String holder) {
    return ledger.parts().take(DEBIAN, holder, LEASE).orElseThrow().part();
  }

  private static Part number(List<Part> parts, long number) {
    return parts.stream().filter(p -> p.number() == number).findFirst().orElseThrow();
  }

  private static Digest digest(String of) {
    return Digest.sha256Of(of.getBytes(StandardCharsets.UTF_8));
  }
}
