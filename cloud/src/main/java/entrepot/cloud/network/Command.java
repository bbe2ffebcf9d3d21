package entrepot.cloud.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program to its end, within bounds, and wants success. */
final class Command {
  private static final int SECONDS = 30;
  private static final int ANSWER = 1 << 20;
  private static final int SHOWN = 500;

  private static final Logger log = LoggerFactory.getLogger(Command.class);

  private record Ran(int exit, String said) {}

  private Command() {}

  /** What it said. */
  static String run(String... command) {
    return run(List.of(command));
  }

  static String run(List<String> command) {
    return fed("", command);
  }

  /** The same for one that reads its standard input. */
  static String fed(String input, List<String> command) {
    Ran ran = start(input, command);
    if (ran.exit != 0) {
      String said = ran.said.strip();
      throw new NetworkFailed(
          "'%s' failed with %d: %s"
              .formatted(
                  String.join(" ", command),
                  ran.exit,
                  said.substring(0, Math.min(said.length(), SHOWN))),
          null);
    }
    return ran.said;
  }

  /** Its exit code. */
  static int exit(List<String> command) {
    return start("", command).exit;
  }

  static List<String> after(List<String> first, String... then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(then));
    return all;
  }

  /** The arguments of a process, none when it is gone. */
  static List<String> line(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Ran start(String input, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread.ofVirtual().start(() -> feed(process, input));
      Thread.ofVirtual().start(() -> bound(process));
      byte[] said = process.getInputStream().readNBytes(ANSWER);
      return new Ran(process.waitFor(), new String(said, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new NetworkFailed("'" + command.getFirst() + "' does not run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NetworkFailed("'" + command.getFirst() + "' was interrupted", e);
    }
  }

  private static void bound(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void feed(Process process, String input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.debug("{} did not read all that it was fed", process.info().command(), e);
    }
  }
}
