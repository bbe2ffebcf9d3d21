package entrepot.collect.wheels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a long log goes into a message. */
final class LogEndTest {
  @TempDir private Path folder;

  @Test
  void theCauseAndNotWhatPipSaysAroundIt() throws IOException {
    assertThat(
            of(
                """
                Building wheel
                x.c:1:10: fatal error: ffi.h: No such file or directory
                compilation terminated.
                  error: subprocess-exited-with-error
                  × Building wheel for x did not run successfully.
                ERROR: Failed building wheel for x
                ERROR: Failed to build one or more wheels
                """))
        .isEqualTo("x.c:1:10: fatal error: ffi.h: No such file or directory");
  }

  @Test
  void theLastLineWhereNoneTells() throws IOException {
    assertThat(of("one\ntwo\n\n")).isEqualTo("two");
    assertThat(of("")).isEqualTo("it printed nothing");
  }

  @Test
  void nothingThatATerminalWouldObey() throws IOException {
    assertThat(of("\u001b[31mValueError: \u001b]0;title\u0007bad\u001b[0m\n"))
        .doesNotContain("\u001b", "\u0007")
        .contains("ValueError");
  }

  private String of(String log) throws IOException {
    return LogEnd.of(Files.writeString(folder.resolve("log"), log));
  }
}
