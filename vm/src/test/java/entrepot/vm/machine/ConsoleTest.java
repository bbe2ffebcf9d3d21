package entrepot.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.vm.qmp.Qmp;
import entrepot.vm.qmp.TestingQemu;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest that writes without end keeps its last words, and fills no disk. */
class ConsoleTest {
  @TempDir Path folder;

  @Test
  void theFileIsBoundedAndEndsWithTheLastThatWasWritten() throws Exception {
    AtomicInteger round = new AtomicInteger();
    Path file = folder.resolve("console.log");
    try (TestingQemu _ =
            TestingQemu.listen(
                folder.resolve("qmp"),
                TestingQemu.GREETING,
                command -> TestingQemu.returns("$ID", '"' + ring(round.incrementAndGet()) + '"'));
        Qmp qmp = Qmp.connect(folder.resolve("qmp"), Duration.ofSeconds(10), event -> {})) {
      Console console = new Console(file);
      for (int i = 1; i <= 20; i++) {
        console.drain(qmp);
        assertThat(Files.size(file)).isLessThanOrEqualTo(4 * QemuCommand.CONSOLE_BYTES);
        assertThat(new String(console.last(8), StandardCharsets.UTF_8))
            .isEqualTo("%08d".formatted(i));
      }
      assertThat(console.last(QemuCommand.CONSOLE_BYTES)).hasSize(QemuCommand.CONSOLE_BYTES);
      assertThat(console.last(-1)).isEmpty();
    }
  }

  private static String ring(int round) {
    String said = "%0" + QemuCommand.CONSOLE_BYTES + "d";
    return Base64.getEncoder()
        .encodeToString(said.formatted(round).getBytes(StandardCharsets.UTF_8));
  }
}
