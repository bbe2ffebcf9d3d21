package entrepot.collect.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a marker by PEP 508's grammar. */
final class MarkerParser {
  private static final int DEEPEST = 50;
  private static final int LONGEST = 8_192;

  private final String text;
  private int at;

  MarkerParser(String text) {
    this.text = text;
    if (text.length() > LONGEST) {
      throw broken("it is longer than %d characters".formatted(LONGEST));
    }
  }

  private Malformed broken(String found) {
    return new Malformed("marker", text, found);
  }

  Marker whole() {
    Marker marker = or(0);
    skipSpace();
    if (at < text.length()) {
      throw broken("nothing may follow at character %d".formatted(at + 1));
    }
    return marker;
  }

  private Marker or(int depth) {
    List<Marker> parts = new ArrayList<>(List.of(and(depth)));
    while (takeWord("or")) {
      parts.add(and(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new Marker.Or(parts);
  }

  private Marker and(int depth) {
    List<Marker> parts = new ArrayList<>(List.of(atom(depth)));
    while (takeWord("and")) {
      parts.add(atom(depth));
    }
    return parts.size() == 1 ? parts.getFirst() : new Marker.And(parts);
  }

  private Marker atom(int depth) {
    if (depth > DEEPEST) {
      throw broken("its parentheses are deeper than %d".formatted(DEEPEST));
    }
    skipSpace();
    if (take("(")) {
      Marker inner = or(depth + 1);
      skipSpace();
      if (!take(")")) {
        throw broken("a parenthesis is not closed at character %d".formatted(at + 1));
      }
      return inner;
    }
    Marker.Operand left = operand();
    String operator = operator();
    return new Marker.Comparison(left, operator, operand());
  }

  private Marker.Operand operand() {
    skipSpace();
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      int end = text.indexOf(text.charAt(at), at + 1);
      if (end < 0) {
        throw broken("a quote is not closed");
      }
      String quoted = text.substring(at + 1, end);
      at = end + 1;
      return new Marker.Operand.Text(quoted);
    }
    int start = at;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    String name = modern(text.substring(start, at));
    if (!Environment.NAMES.contains(name)) {
      throw broken("a marker's name or a quote must stand at character %d".formatted(start + 1));
    }
    return new Marker.Operand.Variable(name);
  }

  /** Names that setuptools knew before PEP 508. */
  private static String modern(String name) {
    return switch (name) {
      case "os.name" -> "os_name";
      case "sys.platform" -> "sys_platform";
      case "platform.version" -> "platform_version";
      case "platform.machine" -> "platform_machine";
      case "platform.python_implementation", "python_implementation" ->
          "platform_python_implementation";
      default -> name;
    };
  }

  private String operator() {
    skipSpace();
    Optional<VersionSpecifier.Operator> sign =
        VersionSpecifier.Operator.at(text.substring(at, Math.min(at + 3, text.length())));
    if (sign.isPresent()) {
      at += sign.get().toString().length();
      return sign.get().toString();
    }
    if (takeWord("in")) {
      return "in";
    }
    if (takeWord("not") && takeWord("in")) {
      return "not in";
    }
    throw broken("a comparison must stand at character %d".formatted(at + 1));
  }

  private boolean takeWord(String word) {
    skipSpace();
    int end = at + word.length();
    if (!text.startsWith(word, at) || (end < text.length() && isName(text.charAt(end)))) {
      return false;
    }
    at = end;
    return true;
  }

  private boolean take(String sign) {
    boolean found = text.startsWith(sign, at);
    at += found ? sign.length() : 0;
    return found;
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private static boolean isName(char c) {
    return c == '_' || c == '.' || (c < 128 && Character.isLetterOrDigit(c));
  }
}
