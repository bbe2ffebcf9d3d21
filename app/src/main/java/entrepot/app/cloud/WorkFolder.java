package entrepot.app.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A folder that is worked in by one at a time, and holds nothing between: neither an error nor the
 * end of the process leaves anything there, and what a killed process left ends at the next begin.
 */
final class WorkFolder implements AutoCloseable {
  private static final int ATTEMPTS = 50;

  private final Path folder;
  private final Thread hook = new Thread(this::end, "work folder");

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes it. */
  static WorkFolder begin(Path folder) {
    WorkFolder work = new WorkFolder(folder.toAbsolutePath());
    work.end();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(work.hook);
    return work;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      end();
    } catch (IllegalStateException _) {
      // The process is ending, and the hook does it.
    }
  }

  /** Ends the programs that were told of the folder, and removes it; follows no links. */
  private void end() {
    for (int attempt = 1; Files.exists(folder); attempt++) {
      try {
        ProcessHandle.allProcesses()
            .filter(each -> each.info().commandLine().orElse("").contains(folder + "/"))
            .forEach(ProcessHandle::destroyForcibly);
        remove();
      } catch (IOException | UncheckedIOException e) {
        // What was killed this instant may still have written.
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("removing " + folder, e);
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private void remove() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
