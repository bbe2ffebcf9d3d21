package entrepot.edge;

/** Reads one range of an Accept header where it stands, without taking the line apart. */
final class AcceptRange {
  /** A quality of 1, in thousandths. */
  static final int WHOLE = 1000;

  /** The range has a quality that is none. */
  static final int MALFORMED = -1;

  private AcceptRange() {}

  /** Where {@code separator} stands next outside of quotes, or {@code limit}. */
  static int next(char separator, String line, int start, int limit) {
    boolean quoted = false;
    for (int i = start; i < limit; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == separator) {
        return i;
      }
    }
    return limit;
  }

  static boolean space(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean blank(String line, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!space(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean same(String word, String line, int start, int end) {
    return word.length() == end - start && line.regionMatches(true, start, word, 0, end - start);
  }

  /** The quality of the range, in thousandths: 1000 where it gives none. */
  static int quality(String line, int start, int end) {
    int at = next(';', line, start, end) + 1;
    while (at < end) {
      int next = next(';', line, at, end);
      int equals = next('=', line, at, next);
      if (equals < next) {
        int from = at;
        while (from < equals && space(line.charAt(from))) {
          from++;
        }
        if (same("q", line, from, equals)) {
          return thousandths(line, equals + 1, next);
        }
      }
      at = next + 1;
    }
    return WHOLE;
  }

  /** RFC 9110 §12.4.2, but that digits after the third are let pass. */
  private static int thousandths(String line, int start, int end) {
    int to = end;
    while (to > start && space(line.charAt(to - 1))) {
      to--;
    }
    if (to == start) {
      return MALFORMED;
    }
    int value = (line.charAt(start) - '0') * WHOLE;
    if (value < 0 || value > WHOLE || (to > start + 1 && line.charAt(start + 1) != '.')) {
      return MALFORMED;
    }
    int worth = WHOLE / 10;
    for (int i = start + 2; i < to; i++, worth /= 10) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return MALFORMED;
      }
      value += digit * worth;
    }
    return value > WHOLE ? MALFORMED : value;
  }
}
