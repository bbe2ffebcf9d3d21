package entrepot.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Spelling {
  private Spelling() {}

  /**
   * The candidate that is nearest to the word: it begins with it, or about a third of the letters
   * differ (a swap of neighbours counts as one difference).
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    int allowed = Math.max(1, Math.min(word.length(), 24) / 3);
    return candidates.stream()
        .filter(c -> distance(word, c) <= allowed || c.startsWith(word + "-"))
        .min(Comparator.comparingInt((String c) -> distance(word, c)).thenComparing(c -> c));
  }

  /** {@link #nearest} as a question, else the candidates. */
  public static String suggest(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() ->
            candidates.isEmpty() ? "remove it" : "known are " + String.join(", ", candidates));
  }

  /** Damerau's distance, restricted to swaps of neighbours; case does not count. */
  static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = same(left.charAt(i - 1), right.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && same(left.charAt(i - 1), right.charAt(j - 2))
                && same(left.charAt(i - 2), right.charAt(j - 1));
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[right.length()];
  }

  private static boolean same(char left, char right) {
    return Character.toLowerCase(left) == Character.toLowerCase(right);
  }
}
