package entrepot.collect.files;

import entrepot.kit.TreePath;
import java.nio.charset.StandardCharsets;

/** Names in reports for files that no tree can hold. */
final class Reported {
  private static final int LONGEST = 200;

  private Reported() {}

  /** A path that is like {@code name}, whose characters are bytes; what is not allowed is a '_'. */
  static TreePath like(String name) {
    String text =
        new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\\\\\uFFFD]", "_")
            .replaceAll("(?<=^|/)\\.{0,2}(?=/|$)", "_");
    int end = Math.min(LONGEST, text.length());
    // Not in the middle of a character, nor behind a slash.
    while (end > 1
        && (Character.isLowSurrogate(charAt(text, end)) || text.charAt(end - 1) == '/')) {
      end--;
    }
    return TreePath.of(text.substring(0, end));
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : ' ';
  }
}
