package entrepot.collect.python;

import entrepot.kit.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads requirements files and those that they include, line by line as pip does. */
final class ConstraintsReader {
  private static final int DEEPEST = 10;
  private static final int MOST = 100_000;
  private static final long LONGEST_FILE = 16L << 20;
  private static final int LONGEST_LINE = 1 << 20;
  private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$");
  private static final Pattern INCLUDE =
      Pattern.compile("(?:-r|-c|--requirement|--constraint)(?:\\s*=\\s*|\\s+|(?<=-[rc]))(\\S.*)");
  private static final Pattern OPTION = Pattern.compile("\\s--?[a-z]");
  private static final Pattern HASH = Pattern.compile("\\s--hash(?:\\s+|\\s*=\\s*)(\\S+)");

  /** They tell pip where and how to look, which is not ours to follow. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "-i",
          "--index-url",
          "--extra-index-url",
          "--no-index",
          "-f",
          "--find-links",
          "--no-binary",
          "--only-binary",
          "--prefer-binary",
          "--require-hashes",
          "--pre",
          "--trusted-host",
          "--use-feature");

  private final ConstraintsFile.Includes includes;
  private final List<Constraint> found = new ArrayList<>();

  ConstraintsReader(ConstraintsFile.Includes includes) {
    this.includes = includes;
  }

  ConstraintsFile read(String file) throws IOException {
    read(file, 0);
    return new ConstraintsFile(found);
  }

  private void read(String file, int depth) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new BoundedText(includes.open(file), file, LONGEST_FILE))) {
      StringBuilder joined = new StringBuilder();
      int first = 1;
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (joined.isEmpty()) {
          first = number;
        }
        boolean comment = line.stripLeading().startsWith("#");
        boolean continued = line.endsWith("\\") && !comment;
        joined.append(comment ? " " : "");
        joined.append(continued ? line.substring(0, line.length() - 1) : line);
        if (joined.length() > LONGEST_LINE) {
          throw new RequirementsRefused(
              file, first, "it is longer than %d characters".formatted(LONGEST_LINE), null);
        }
        if (!continued) {
          line(joined.toString(), file, first, depth);
          joined.setLength(0);
        }
      }
      line(joined.toString(), file, first, depth);
    }
  }

  private void line(String raw, String file, int number, int depth) throws IOException {
    String line = COMMENT.matcher(raw).replaceFirst("").strip();
    if (line.isEmpty()) {
      return;
    }
    Matcher include = INCLUDE.matcher(line);
    if (include.matches()) {
      include(include.group(1).strip(), file, number, depth);
    } else if (line.startsWith("-")) {
      String option = line.split("[\\s=]", 2)[0];
      if (!PASSED_OVER.contains(option)) {
        throw new RequirementsRefused(
            file,
            number,
            "the option '%s' has no meaning here".formatted(Texts.shown(option)),
            null);
      }
    } else {
      requirement(line, file, number);
    }
  }

  private void include(String name, String file, int number, int depth) throws IOException {
    if (name.toLowerCase(Locale.ROOT).matches("[a-z+]+:.*") || name.startsWith("/")) {
      throw new RequirementsRefused(
          file, number, "'%s' is no file beside this one".formatted(Texts.shown(name)), null);
    }
    if (depth >= DEEPEST) {
      throw new RequirementsRefused(
          file, number, "files include each other deeper than %d".formatted(DEEPEST), null);
    }
    try {
      read(file.substring(0, file.lastIndexOf('/') + 1) + name, depth + 1);
    } catch (IOException e) {
      throw new RequirementsRefused(
          file, number, "'%s' cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private void requirement(String line, String file, int number) {
    if (found.size() >= MOST) {
      throw new RequirementsRefused(
          file, number, "there are more than %d requirements".formatted(MOST), null);
    }
    Matcher option = OPTION.matcher(line);
    int end = option.find() ? option.start() : line.length();
    try {
      Requirement requirement = Requirement.of(line.substring(0, end));
      found.add(new Constraint(requirement, hashes(line.substring(end)), file, number));
    } catch (Malformed e) {
      throw new RequirementsRefused(file, number, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new RequirementsRefused(file, number, "a --hash is none: " + e.getMessage(), e);
    }
  }

  private static List<Digest> hashes(String options) {
    List<Digest> hashes = new ArrayList<>();
    Matcher hash = HASH.matcher(options);
    while (hash.find()) {
      String text = hash.group(1);
      Optional<Digest> digest = Hashes.parse(text.replaceFirst(":", "="));
      hashes.add(
          digest.orElseThrow(
              () -> new IllegalArgumentException("'%s'".formatted(Texts.shown(text)))));
    }
    return hashes;
  }
}
