package entrepot.collect.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one requirement by PEP 508's grammar. */
final class RequirementParser {
  private static final int LONGEST = 16_384;

  private final String text;

  RequirementParser(String text) {
    this.text = text;
    if (text.length() > LONGEST) {
      throw broken("it is longer than %d characters".formatted(LONGEST));
    }
  }

  private Malformed broken(String found) {
    return new Malformed("requirement", text.strip(), found);
  }

  Requirement read() {
    String rest = text.strip();
    int end = 0;
    while (end < rest.length() && isName(rest.charAt(end))) {
      end++;
    }
    ProjectName name =
        ProjectName.parse(rest.substring(0, end))
            .orElseThrow(() -> broken("it does not begin with a project's name"));
    rest = rest.substring(end).strip();
    List<String> extras = List.of();
    if (rest.startsWith("[")) {
      int close = rest.indexOf(']');
      if (close < 0) {
        throw broken("the '[' before its extras is not closed");
      }
      extras = extras(rest.substring(1, close));
      rest = rest.substring(close + 1).strip();
    }
    return rest.startsWith("@")
        ? fromAddress(name, extras, rest.substring(1).strip())
        : fromIndex(name, extras, rest);
  }

  private List<String> extras(String list) {
    List<String> extras = new ArrayList<>();
    if (list.isBlank()) {
      return extras;
    }
    for (String extra : list.split(",", -1)) {
      extras.add(
          ProjectName.parse(extra.strip())
              .orElseThrow(() -> broken("one of its extras is no name"))
              .value());
    }
    return extras;
  }

  /** A semicolon may be part of the address; the one before a marker follows white space. */
  private Requirement fromAddress(ProjectName name, List<String> extras, String rest) {
    int end = 0;
    while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
      end++;
    }
    String url = rest.substring(0, end);
    String after = rest.substring(end).strip();
    if (url.isEmpty() || !(after.isEmpty() || after.startsWith(";"))) {
      throw broken("after '@' must stand an address, and then at most a marker");
    }
    return new Requirement(name, extras, VersionSpecifiers.ANY, Optional.of(url), marker(after));
  }

  private Requirement fromIndex(ProjectName name, List<String> extras, String rest) {
    int semicolon = rest.indexOf(';');
    String clauses = (semicolon < 0 ? rest : rest.substring(0, semicolon)).strip();
    if (clauses.startsWith("(")) {
      if (!clauses.endsWith(")")) {
        throw broken("the '(' before its versions is not closed");
      }
      clauses = clauses.substring(1, clauses.length() - 1);
    }
    VersionSpecifiers versions =
        VersionSpecifiers.parse(clauses)
            .orElseThrow(() -> broken("after the name must stand version specifiers"));
    return new Requirement(
        name,
        extras,
        versions,
        Optional.empty(),
        marker(semicolon < 0 ? "" : rest.substring(semicolon)));
  }

  private static Optional<Marker> marker(String withSemicolon) {
    return withSemicolon.isEmpty()
        ? Optional.empty()
        : Optional.of(Marker.of(withSemicolon.substring(1)));
  }

  private static boolean isName(char c) {
    return c == '-' || c == '_' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
