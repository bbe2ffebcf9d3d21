package entrepot.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a command to its end and tells what it took. bash's {@code time} adds up the kernel's own
 * account of all processes that the command waited for, in milliseconds.
 */
public final class Timed {
  private static final String SCRIPT =
      "TIMEFORMAT='%3R %3U %3S'; { time \"$@\" >\"$LOG\" 2>&1; } 2>\"$TIMES\"";

  private Timed() {}

  /** The output goes to a file; a command that fails ends the benchmark with it. */
  public static Cost run(Path log, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path times = log.resolveSibling(log.getFileName() + ".times");
    List<String> timed = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
    timed.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(timed);
    builder.environment().putAll(environment);
    builder.environment().put("LOG", log.toString());
    builder.environment().put("TIMES", times.toString());
    builder.redirectInput(Path.of("/dev/null").toFile());
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException("%s ended with %d:%n%s".formatted(command, exit, tail(log)));
    }
    String[] parts = Files.readString(times).strip().split(" ", -1);
    return new Cost(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]));
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
