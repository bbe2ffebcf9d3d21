package entrepot.collect.rpm;

/** Reads the numbers of foreign metadata. */
final class Numbers {
  /** The year 9999: what lies behind is no time that a header could show. */
  private static final long LATEST = 253_402_300_799L;

  private Numbers() {}

  /** A size in bytes: decimal digits. */
  static long size(XmlEvents xml, String text) {
    if (!isDecimal(text)) {
      throw xml.broken("'%s' is no size".formatted(text.substring(0, Math.min(40, text.length()))));
    }
    return Long.parseLong(text);
  }

  /** Seconds since 1970, perhaps with a fraction as yum wrote them; 0 when they are none. */
  static long seconds(String text) {
    int dot = text.indexOf('.');
    String whole = dot < 0 ? text : text.substring(0, dot);
    return isDecimal(whole) ? Math.min(Long.parseLong(whole), LATEST) : 0;
  }

  private static boolean isDecimal(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
