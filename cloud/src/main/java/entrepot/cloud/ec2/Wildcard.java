package entrepot.cloud.ec2;

/**
 * A filter's value: {@code *} stands for any characters, {@code ?} for one, a backslash makes the
 * next one mean itself.
 */
final class Wildcard {
  private final String pattern;

  Wildcard(String pattern) {
    this.pattern = pattern;
  }

  /** Whether it fits the whole of a text; takes at most their lengths' product of steps. */
  boolean fits(String text) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int t = 0;
    while (t < text.length()) {
      int width = p < pattern.length() ? width(p) : 0;
      if (width == 1 && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (width > 0 && one(p, width, text.charAt(t))) {
        p += width;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private int width(int at) {
    return pattern.charAt(at) == '\\' && at + 1 < pattern.length() ? 2 : 1;
  }

  private boolean one(int at, int width, char c) {
    char wanted = pattern.charAt(at + width - 1);
    return wanted == c || (width == 1 && wanted == '?');
  }
}
