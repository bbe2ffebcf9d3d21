package entrepot.collect.wheels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a machine's own apt installs a suite from, for builders of the same suite: its stanzas
 * (deb822), or else its lines, of the suite, its security updates and its other updates, as they
 * are.
 */
public final class MachineSources {
  private MachineSources() {}

  /**
   * Lines of a sources file for that suite; none where the machine has no such source.
   *
   * @param etcApt usually {@code /etc/apt}
   */
  public static List<String> of(Path etcApt, String suite) {
    List<String> stanzas = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String some = "\\b" + Pattern.quote(suite) + "(-security|-updates)?(\\s|$)";
    Pattern stanza = Pattern.compile("(?m)^Suites:.*" + some);
    Pattern line = Pattern.compile("^deb\\s.*\\s" + some);
    for (Path file : files(etcApt)) {
      if (file.toString().endsWith(".sources")) {
        for (String one : text(file).split("\n\\s*\n", -1)) {
          boolean off = Pattern.compile("(?mi)^Enabled:\\s*no").matcher(one).find();
          if (!off && stanza.matcher(one).find()) {
            one.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).forEach(stanzas::add);
            stanzas.add("");
          }
        }
      } else {
        text(file).lines().filter(l -> line.matcher(l).find()).forEach(lines::add);
      }
    }
    // mmdebstrap reads one form at a time.
    return stanzas.isEmpty() ? List.copyOf(lines) : List.copyOf(stanzas);
  }

  private static List<Path> files(Path etcApt) {
    List<Path> files = new ArrayList<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.isReadable(main)) {
      files.add(main);
    }
    Path parts = etcApt.resolve("sources.list.d");
    if (Files.isDirectory(parts)) {
      try (Stream<Path> all = Files.list(parts)) {
        all.filter(Files::isReadable)
            .filter(file -> file.toString().matches(".*\\.(list|sources)"))
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        return files;
      }
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // apt itself passes over what it cannot read.
      return "";
    }
  }
}
