package entrepot.app.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing stays in the folder that is worked in, and nobody at work there. */
class WorkFolderTest {
  @TempDir Path temporary;

  @Test
  void beginsWithoutWhatAKilledProcessLeftAndEndsEmpty() throws IOException, InterruptedException {
    Path folder = temporary.resolve("work");
    Path left = Files.createDirectories(folder.resolve("root/etc")).resolve("passwd");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc"));
    Process atWork =
        new ProcessBuilder(
                "/bin/sh", "-c", "while :; do echo x >\"$1\"; sleep 0.01; done", "-", left + "")
            .redirectErrorStream(true)
            .start();

    try (WorkFolder _ = WorkFolder.begin(folder)) {
      assertThat(atWork.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(folder).isEmptyDirectory();
      Files.writeString(folder.resolve("half"), "an image");
    } finally {
      atWork.destroyForcibly();
    }

    assertThat(folder).doesNotExist();
    assertThat(Path.of("/etc/passwd")).exists();
  }
}
