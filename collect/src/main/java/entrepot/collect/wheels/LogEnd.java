package entrepot.collect.wheels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The line of a log that tells most about a failure, fit for a message. */
final class LogEnd {
  private static final int LOOKED_AT = 64 * 1024;
  private static final int LONGEST = 300;

  private static final Pattern TELLING =
      Pattern.compile(
          "\\w+(Error|Exception)\\b|(?i:\\b(error|fatal|cannot|no matching|no space)\\b)");

  /** What pip says around the cause. */
  private static final Pattern AROUND =
      Pattern.compile(
          "subprocess-exited-with-error|metadata-generation-failed|Encountered error while"
              + "|This error originates|did not run successfully|Failed building wheel"
              + "|Failed to build|See above for output|CalledProcessError|finished with status");

  private LogEnd() {}

  static String of(Path log) {
    List<String> lines = tail(log).lines().map(LogEnd::plain).filter(l -> !l.isBlank()).toList();
    return lines.reversed().stream()
        .filter(line -> TELLING.matcher(line).find() && !AROUND.matcher(line).find())
        .findFirst()
        .or(() -> lines.reversed().stream().findFirst())
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
        .orElse("it printed nothing");
  }

  private static String plain(String line) {
    return line.replaceAll("\\e\\[[0-9;]*m", "").replaceAll("\\p{Cntrl}", " ").strip();
  }

  private static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOOKED_AT);
      file.seek(from);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
