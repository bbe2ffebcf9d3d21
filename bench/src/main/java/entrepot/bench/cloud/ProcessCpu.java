package entrepot.bench.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The kernel's account of a process. */
final class ProcessCpu {
  private static final double TICKS_PER_SECOND = 100;

  private ProcessCpu() {}

  /** User and system seconds so far, of the process and of the children that it has seen end. */
  static double seconds(long pid) throws IOException {
    return IntStream.rangeClosed(14, 17).mapToDouble(field(pid)).sum();
  }

  /** When it began, on the clock of {@link #uptime}. */
  static double began(long pid) throws IOException {
    return field(pid).applyAsDouble(22);
  }

  /** Seconds since the machine's start, in hundredths. */
  static double uptime() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0]);
  }

  /** A time among the fields of proc_pid_stat(5), in seconds. */
  private static IntToDoubleFunction field(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The second one, the name in brackets, may have spaces.
    String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return number -> Long.parseLong(after[number - 3]) / TICKS_PER_SECOND;
  }
}
