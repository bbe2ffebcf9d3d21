package entrepot.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the ledger promises of runs, whatever database holds it: each ends once, by its owner. */
abstract class RunsContract extends LedgerFixture {
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
          AtOnce.run(
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

      AtOnce.run(
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
          AtOnce.run(
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
}
