package entrepot.steering;

/** Text as XML 1.0 has it inside elements, attributes and comments. */
final class Xml {
  private Xml() {}

  /** Inside an element or a quoted attribute. */
  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(allowed(c) ? c : '\ufffd');
          }
        });
    return out.toString();
  }

  /** Inside a comment, where two hyphens would begin its end. */
  static String comment(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (c == '-' && !out.isEmpty() && out.charAt(out.length() - 1) == '-') {
            out.append(' ');
          }
          out.appendCodePoint(allowed(c) ? c : '\ufffd');
        });
    return out.toString();
  }

  private static boolean allowed(int c) {
    return c >= ' ' ? (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff : c == '\n';
  }
}
