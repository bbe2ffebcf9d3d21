package entrepot.collect.python;

/** Foreign text, made fit to be shown or carried. */
final class Texts {
  private static final int SHOWN = 120;
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** For messages: short, and without what a terminal or a log would act on. */
  static String shown(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return cut.codePoints()
        .map(c -> isPlain(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** For pages: everything that is text, with one replacement for each thing that is not. */
  static String carried(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 127) {
        return text.codePoints()
            .map(p -> isPlain(p) || p == '\n' || p == '\t' ? p : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /** No control or formatting character (such as those that turn the direction), no surrogate. */
  static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
