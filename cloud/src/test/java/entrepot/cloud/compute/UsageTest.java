package entrepot.cloud.compute;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.record.Book;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class UsageTest {
  private static final Instant LAUNCH = Instant.parse("2026-11-21T22:00:00Z");
  private static final String ACCOUNT = "000000000001";

  @TempDir Path folder;

  @Test
  void eachHourThatBeganCountsAndEachStartBeginsOne() {
    try (Ledger ledger =
        Ledger.open(
            new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), InstantSource.system())) {
      Book book = Book.open("lab-1", ledger.cloud(), List.of(Kind.INSTANCE, Usage.KIND));
      Row<Instance> pending =
          States.pending(Row.of(Kind.INSTANCE, "i-1", ACCOUNT, Instance.builder().build()), LAUNCH);
      Row<Instance> running = States.running(pending, LAUNCH);
      book.update(draft -> draft.put(running));

      assertThat(hours(book, Duration.ofSeconds(1))).isEqualTo(1);
      assertThat(hours(book, Duration.ofMinutes(59))).isEqualTo(1);
      assertThat(hours(book, Duration.ofMinutes(61))).isEqualTo(2);

      book.update(draft -> {
        Usage.count(draft, running, LAUNCH.plus(Duration.ofMinutes(61)));
        draft.put(States.stopped(running));
      });
      assertThat(hours(book, Duration.ofHours(9))).isEqualTo(2);

      book.update(draft -> draft.put(States.running(pending, LAUNCH.plus(Duration.ofHours(9)))));
      assertThat(hours(book, Duration.ofHours(9).plusSeconds(1))).isEqualTo(3);

      book.update(draft -> draft.remove(Kind.INSTANCE, "i-1"));
      assertThat(hours(book, Duration.ofHours(9))).as("of one that is forgotten").isEqualTo(2);
    }
  }

  @Test
  void statesHaveTheirCodesAndReasons() {
    Row<Instance> row = Row.of(Kind.INSTANCE, "i-1", ACCOUNT, Instance.builder().build());
    Row<Instance> pending = States.pending(row, LAUNCH);
    assertThat(pending.value().state().code()).isZero();
    assertThat(pending.value().stateReason().code()).isEqualTo("pending");

    Row<Instance> running = States.running(pending, LAUNCH);
    assertThat(running.value().state().code()).isEqualTo(16);
    assertThat(running.value().stateReason()).isNull();

    Row<Instance> stopping =
        States.leaving(running, InstanceStateName.STOPPING, States.USER, LAUNCH, true);
    assertThat(stopping.value().state().code()).isEqualTo(64);
    assertThat(stopping.value().stateTransitionReason())
        .isEqualTo("User initiated (2026-11-21 22:00:00 GMT)");
    assertThat(stopping.value().stateReason().message())
        .isEqualTo("Client.UserInitiatedShutdown: User initiated shutdown");
    assertThat(stopping.note(InstanceNotes.FORCED)).isPresent();

    assertThat(States.stopped(stopping).value().state().code()).isEqualTo(80);
    Row<Instance> gone = States.terminated(stopping, LAUNCH);
    assertThat(gone.value().state().code()).isEqualTo(48);
    assertThat(gone.value().stateReason()).isEqualTo(States.USER);
    assertThat(gone.notes()).isEqualTo(Map.of(InstanceNotes.TERMINATED, LAUNCH.toString()));
  }

  private static long hours(Book book, Duration after) {
    return Usage.instanceHours(book, LAUNCH.plus(after)).getOrDefault(ACCOUNT, 0L);
  }
}
