package entrepot.vm.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A QEMU may be broken: whatever it says or does not say ends as an error with a sentence. */
class QmpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final BlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();

  @TempDir Path folder;

  @Test
  void answersGoToWhoAskedAndEventsComeInTheirOrder() throws Exception {
    UnaryOperator<String> answers =
        command ->
            "{\"event\": \"A\", \"data\": {\"n\": 1}}\n{\"return\": 0, \"id\": \"other\"}\n"
                + "{\"return\": \"%s\", \"id\": \"$ID\"}\n{\"event\": \"B\"}\n".formatted(command);
    try (TestingQemu _ = qemu(TestingQemu.GREETING, answers);
        Qmp qmp = connect()) {
      assertThat(qmp.call("one", Map.of()).asString()).isEqualTo("one");
      assertThat(List.of(event(), event())).isEqualTo(List.of("A", "B"));
      assertThat(qmp.call("two", Map.of()).asString()).isEqualTo("two");
    }
  }

  @Test
  void whatIsRefusedSaysWhy() throws Exception {
    String no =
        "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such disk\"}, \"id\": \"$ID\"}\n";
    try (TestingQemu _ = qemu(TestingQemu.GREETING, command -> no);
        Qmp qmp = connect()) {
      assertThatThrownBy(() -> qmp.call("device_del", Map.of()))
          .isInstanceOfSatisfying(QmpFailure.class, e -> assertThat(e.refused()).isTrue())
          .hasMessage("QEMU's device_del: no such disk");
    }
  }

  @Test
  void whoIsInterruptedTakesTheConnectionFromNobody() throws Exception {
    // The first call has no answer that could come before the interrupt is seen.
    AtomicInteger calls = new AtomicInteger();
    UnaryOperator<String> answers =
        _ -> calls.getAndIncrement() == 0 ? "" : TestingQemu.returns("$ID", "\"yes\"");
    try (TestingQemu _ = qemu(TestingQemu.GREETING, answers);
        Qmp qmp = connect()) {
      Thread.currentThread().interrupt();
      fails(() -> qmp.call("query-status", Map.of()), "interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(qmp.call("query-status", Map.of()).asString()).isEqualTo("yes");
    }
  }

  @Test
  void oneThatSaysNothingIsNotWaitedForLong() throws Exception {
    try (TestingQemu _ = qemu(TestingQemu.GREETING, command -> "");
        Qmp qmp = connect()) {
      fails(() -> qmp.call("query-status", Map.of()), "no answer");
    }
  }

  @Test
  void oneThatSaysNothingAtAllIsNotConnectedTo() throws Exception {
    try (TestingQemu _ = qemu("", command -> "")) {
      fails(this::connectUnchecked, "no answer");
    }
  }

  @Test
  void whatIsNotJsonEndsTheConnection() throws Exception {
    try (TestingQemu _ = qemu(TestingQemu.GREETING, command -> "hello\n");
        Qmp qmp = connect()) {
      fails(() -> qmp.call("query-status", Map.of()), "ended");
      qmp.ended().get(5, TimeUnit.SECONDS);
      fails(() -> qmp.call("query-status", Map.of()), "ended");
    }
  }

  @Test
  void nestedWithoutEndIsNotJsonEither() throws Exception {
    try (TestingQemu _ = qemu(TestingQemu.GREETING, command -> "[".repeat(100_000) + "\n");
        Qmp qmp = connect()) {
      fails(() -> qmp.call("query-status", Map.of()), "ended");
    }
  }

  @Test
  void aLineWithoutEndEndsTheConnection() throws Exception {
    try (TestingQemu _ = qemu(TestingQemu.GREETING, command -> "x".repeat(5 << 20));
        Qmp qmp = connect()) {
      fails(() -> qmp.call("query-status", Map.of()), "ended");
    }
  }

  private static void fails(Runnable call, String why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(QmpFailure.class, e -> assertThat(e.refused()).isFalse())
        .hasMessageContaining(why);
  }

  private TestingQemu qemu(String greeting, UnaryOperator<String> answers) throws IOException {
    return TestingQemu.listen(folder.resolve("qmp"), greeting, answers);
  }

  private Qmp connect() throws IOException {
    return Qmp.connect(folder.resolve("qmp"), PATIENCE, events::add);
  }

  private void connectUnchecked() {
    try (Qmp _ = connect()) {
      // Not reached.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String event() throws InterruptedException {
    QmpEvent event = events.poll(5, TimeUnit.SECONDS);
    return event == null ? "none" : event.name();
  }
}
