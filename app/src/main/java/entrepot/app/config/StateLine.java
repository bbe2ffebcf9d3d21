package entrepot.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a configuration keeps its state, read without reading all of it: a command that a running
 * server carries out needs no more, and the server has checked its configuration itself.
 */
public final class StateLine {
  private static final String KEY = "state:";
  private static final Pattern PLAIN = Pattern.compile("state:\\s+([\\w./-]+)\\s*(#.*)?");
  private static final long MAX_FILE = 1 << 20;

  private StateLine() {}

  /** Empty where the file does not say it in one plain line, or cannot be read. */
  public static Optional<Path> in(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        return Optional.empty();
      }
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> line.startsWith(KEY)).toList();
      Matcher plain = PLAIN.matcher(lines.size() == 1 ? lines.getFirst() : "");
      return plain.matches()
          ? Optional.of(file.toAbsolutePath().resolveSibling(plain.group(1)).normalize())
          : Optional.empty();
    } catch (IOException _) {
      // Whoever reads the whole file says what is wrong with it.
      return Optional.empty();
    }
  }
}
