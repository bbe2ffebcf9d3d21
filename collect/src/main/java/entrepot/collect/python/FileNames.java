package entrepot.collect.python;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Which file names an index may have: those that are safe in a path, a page and a shell. */
final class FileNames {
  /** As file systems allow, less the ending of the core metadata. */
  private static final int MAX_BYTES = 240;

  private static final String PUNCTUATION = "-_.+!~=,@()[] ";

  /** In a wheel tree these lie beside the files. */
  private static final Set<String> PAGES = Set.of("index.html", "index.v1_html", "index.v1_json");

  private FileNames() {}

  /** What is wrong with the name, or empty. */
  static Optional<String> objection(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (name.length() > MAX_BYTES || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("it is longer than %d bytes".formatted(MAX_BYTES));
    }
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int c = name.codePointAt(i);
      if (!Character.isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
        return Optional.of("the character U+%04X is not allowed in it".formatted(c));
      }
    }
    if (!Character.isLetterOrDigit(name.codePointAt(0)) && name.charAt(0) != '_') {
      return Optional.of("it begins with '%c'".formatted(name.charAt(0)));
    }
    if (name.endsWith(" ") || name.endsWith(".")) {
      return Optional.of("it ends with '%c'".formatted(name.charAt(name.length() - 1)));
    }
    if (name.endsWith(".metadata") || PAGES.contains(name)) {
      return Optional.of("the name is reserved");
    }
    return Optional.empty();
  }
}
