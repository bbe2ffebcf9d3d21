package entrepot.collect.apt;

import entrepot.collect.HostileIndex;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.TreePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the text of a release file (Debian's RepositoryFormat), once its signature is verified. */
final class ReleaseParser {
  /** Debian lists a few thousand. */
  static final int MAX_FILES = 250_000;

  private static final Set<String> FIELDS =
      Set.of(
          "suite",
          "codename",
          "date",
          "valid-until",
          "acquire-by-hash",
          "no-support-for-architecture-all",
          "architectures",
          "components",
          "sha256",
          "sha512");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy H:m:s [z][Z]", Locale.ENGLISH);

  private final String suite;
  private final String where;

  /** For the suite's release file, called {@code where} in errors. */
  ReleaseParser(String suite, String where) {
    this.suite = suite;
    this.where = where;
  }

  Release parse(byte[] text) {
    Map<String, String> fields = fields(text);
    Map<String, ListedFile> files = new HashMap<>();
    list(fields.getOrDefault("sha256", ""), Digest.Algorithm.SHA256, files);
    list(fields.getOrDefault("sha512", ""), Digest.Algorithm.SHA512, files);
    if (!fields.containsKey("sha256") && !fields.containsKey("sha512")) {
      throw SuiteRefused.weak(suite);
    }
    Set<String> architectures = words(fields.getOrDefault("architectures", ""));
    return new Release(
        Optional.ofNullable(fields.get("suite")),
        Optional.ofNullable(fields.get("codename")),
        date(fields, "date").orElseThrow(() -> new HostileIndex(where, "it has no Date")),
        date(fields, "valid-until"),
        fields.getOrDefault("acquire-by-hash", "no").equalsIgnoreCase("yes"),
        architectures.contains("all") && !fields.containsKey("no-support-for-architecture-all"),
        architectures,
        words(fields.getOrDefault("components", "")),
        Map.copyOf(files));
  }

  private Map<String, String> fields(byte[] text) {
    try {
      StanzaReader stanzas =
          new StanzaReader(new ByteArrayInputStream(text), FIELDS, StanzaLimits.RELEASE, where);
      Map<String, String> fields =
          stanzas.next().orElseThrow(() -> new HostileIndex(where, "it is empty"));
      if (stanzas.next().isPresent()) {
        throw new HostileIndex(where, "it has more than one stanza");
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  private Optional<Instant> date(Map<String, String> fields, String name) {
    String text = fields.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZonedDateTime.parse(text, DATE).toInstant());
    } catch (DateTimeException e) {
      throw new HostileIndex(where, "its %s '%s' is no date".formatted(name, text), e);
    }
  }

  private static Set<String> words(String text) {
    return Set.copyOf(
        java.util.Arrays.stream(text.split("\\s+")).filter(w -> !w.isEmpty()).toList());
  }

  private void list(String section, Digest.Algorithm algorithm, Map<String, ListedFile> files) {
    section
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> add(line, algorithm, files));
  }

  private void add(String line, Digest.Algorithm algorithm, Map<String, ListedFile> files) {
    String[] parts = line.split("\\s+", 3);
    try {
      if (parts.length != 3) {
        throw new IllegalArgumentException("three words are needed");
      }
      Digest digest = Digest.ofHex(algorithm, parts[0]);
      ListedFile file = new ListedFile(TreePath.of(parts[2]), size(parts[1]), List.of(digest));
      files.merge(parts[2], file, this::merged);
    } catch (IllegalArgumentException | Failure e) {
      String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
      throw new HostileIndex(where, "the line '%s': %s".formatted(shown, e.getMessage()), e);
    }
    if (files.size() > MAX_FILES) {
      throw new HostileIndex(where, "it lists more than %d files".formatted(MAX_FILES));
    }
  }

  private ListedFile merged(ListedFile known, ListedFile more) {
    Digest digest = more.digests().getFirst();
    Optional<Digest> same = known.digest(digest.algorithm());
    if (known.size() != more.size() || same.filter(d -> !d.equals(digest)).isPresent()) {
      throw new IllegalArgumentException("the file is listed twice, in two ways");
    }
    if (same.isPresent()) {
      return known;
    }
    List<Digest> digests = new ArrayList<>(known.digests());
    digests.add(digest);
    return new ListedFile(known.path(), known.size(), digests);
  }

  /** A size in an index: decimal digits. */
  static long size(String text) {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("'%s' is no size".formatted(text));
    }
    return Long.parseLong(text);
  }
}
