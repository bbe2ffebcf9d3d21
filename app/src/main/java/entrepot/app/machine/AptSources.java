package entrepot.app.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what apt is configured with, in both forms that sources.list(5) describes. */
public final class AptSources {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s+(.+)");
  private static final Pattern SIGNED_BY = Pattern.compile("signed-by=(\\S+)");

  private final Path etcApt;

  /** Reads below {@code etcApt}, usually {@code /etc/apt}. */
  public AptSources(Path etcApt) {
    this.etcApt = etcApt;
  }

  /** All enabled binary sources, in apt's order. */
  List<AptStanza> stanzas() {
    List<AptStanza> found = new ArrayList<>();
    Path main = etcApt.resolve("sources.list");
    if (Files.isReadable(main)) {
      oneLine(main, found);
    }
    for (Path file : parts()) {
      if (file.toString().endsWith(".sources")) {
        deb822(file, found);
      } else if (file.toString().endsWith(".list")) {
        oneLine(file, found);
      }
    }
    return found;
  }

  /** The first http source that Debian's own keyring signs. */
  public Optional<AptStanza> debian() {
    return stanzas().stream()
        .filter(s -> s.uri().getScheme() != null && s.uri().getScheme().startsWith("http"))
        .filter(s -> s.components().contains("main"))
        .filter(s ->
            s.signedBy()
                .map(k -> k.getFileName().toString().startsWith("debian-archive-"))
                .orElse(false))
        .findFirst();
  }

  private List<Path> parts() {
    Path folder = etcApt.resolve("sources.list.d");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isReadable).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void oneLine(Path file, List<AptStanza> found) {
    for (String line : lines(file)) {
      Matcher m = ONE_LINE.matcher(line.replaceFirst("#.*", "").strip());
      if (m.matches()) {
        Matcher key = SIGNED_BY.matcher(m.group(1) == null ? "" : m.group(1));
        add(
            found,
            m.group(2),
            List.of(m.group(3)),
            words(m.group(4)),
            key.find() ? Optional.of(key.group(1)) : Optional.empty(),
            file);
      }
    }
  }

  private static void deb822(Path file, List<AptStanza> found) {
    Map<String, String> fields = new HashMap<>();
    String last = "";
    for (String line : Stream.concat(lines(file).stream(), Stream.of("")).toList()) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        stanza(fields, file, found);
        fields.clear();
      } else if (Character.isWhitespace(line.charAt(0))) {
        fields.merge(last, " " + line.strip(), String::concat);
      } else if (line.indexOf(':') > 0) {
        last = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        fields.put(last, line.substring(line.indexOf(':') + 1).strip());
      }
    }
  }

  private static void stanza(Map<String, String> fields, Path file, List<AptStanza> found) {
    boolean binary = words(fields.getOrDefault("types", "")).contains("deb");
    boolean enabled = !fields.getOrDefault("enabled", "yes").equalsIgnoreCase("no");
    if (!binary || !enabled) {
      return;
    }
    for (String uri : words(fields.getOrDefault("uris", ""))) {
      add(
          found,
          uri,
          words(fields.getOrDefault("suites", "")),
          words(fields.getOrDefault("components", "")),
          Optional.ofNullable(fields.get("signed-by")),
          file);
    }
  }

  private static void add(
      List<AptStanza> found,
      String uri,
      List<String> suites,
      List<String> components,
      Optional<String> signedBy,
      Path file) {
    try {
      // A key may also stand inline, several lines long; only a file's name is of use here.
      Optional<Path> key =
          signedBy.filter(k -> k.startsWith("/")).map(k -> Path.of(words(k).get(0)));
      found.add(new AptStanza(URI.create(uri), suites, components, key, file));
    } catch (IllegalArgumentException e) {
      // Not a URI this mirror could read, such as one with apt's own [arch] marks: passed over.
      return;
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+", -1)).filter(w -> !w.isEmpty()).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
