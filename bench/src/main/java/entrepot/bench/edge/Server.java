package entrepot.bench.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A server process on a core of its own, and what it costs. */
final class Server implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;

  private final String name;
  private final Process process;
  private final int port;

  Server(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** CPU seconds of the process and all its children so far. */
  double cpuSeconds() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToDouble(each -> cpuSeconds(each.pid()))
        .sum();
  }

  private static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name, which is in brackets, may have spaces; user and system time are fields 14 and 15.
      String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(after[11]) + Long.parseLong(after[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
