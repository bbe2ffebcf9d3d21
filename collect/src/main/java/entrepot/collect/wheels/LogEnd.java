package entrepot.collect.wheels;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last line of a log that says something, fit for a message. */
final class LogEnd {
  private static final int LOOKED_AT = 8192;
  private static final int LONGEST = 300;

  private LogEnd() {}

  static String of(Path log) {
    List<String> lines = tail(log).lines().map(LogEnd::plain).filter(l -> !l.isBlank()).toList();
    // pip ends with hints that say nothing of the cause.
    return lines.reversed().stream()
        .filter(line -> line.matches("(?i).*\\b(error|fatal|failed|cannot|no space).*"))
        .filter(line -> !line.contains("legacy-install-failure"))
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
