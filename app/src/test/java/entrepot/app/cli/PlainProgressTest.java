package entrepot.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-11-21T09:00:00Z");
  private final PlainProgress progress =
      new PlainProgress(new PrintStream(told, true, StandardCharsets.UTF_8), () -> now);

  @Test
  void a_stage_ends_with_files_bytes_rate_and_time() {
    progress.stage("packages");
    progress.expect(2, 4_000_000);
    now = now.plusSeconds(2);
    progress.done(2, 4_000_000);
    progress.close();
    assertThat(told.toString(StandardCharsets.UTF_8))
        .isEqualTo("packages: 2 of 2 files, 4.0 MB, 2.0 MB/s in 2.0 s\n");
  }

  @Test
  void within_a_stage_a_line_comes_every_ten_seconds_and_tells_the_time_left() {
    progress.stage("packages");
    progress.expect(4, 40_000_000);
    progress.done(1, 1_000_000);
    now = now.plusSeconds(10);
    progress.done(1, 9_000_000);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .isEqualTo("packages: 2 of 4 files, 10 MB, 1.0 MB/s, about 30 s left\n");
  }

  @Test
  void a_stage_in_which_nothing_was_done_is_not_told() {
    progress.stage("packages");
    progress.close();
    assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
