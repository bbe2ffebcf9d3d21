package entrepot.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code entrepot up} in a process of its own. */
public final class EntrepotServer implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;

  private EntrepotServer(Process process) {
    this.process = process;
  }

  /** Returns when it says that it is ready. */
  public static EntrepotServer start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (process.isAlive()) {
      if (Files.readString(log).contains("\nready")) {
        return new EntrepotServer(process);
      }
      Thread.onSpinWait();
    }
    throw new IOException("the server did not start: " + Files.readString(log));
  }

  /** By which the kernel knows it. */
  public long pid() {
    return process.pid();
  }

  /** User and system time so far. */
  public double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    // The name, which is in brackets, may have spaces; the times are fields 14 and 15.
    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(after[11]) + Long.parseLong(after[12])) / TICKS_PER_SECOND;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
