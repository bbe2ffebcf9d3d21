package entrepot.kit.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Content-Range of a 206 (RFC 9110, 14.4). */
record ContentRange(long first, long last, long whole) {
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  static Optional<ContentRange> parse(String header) {
    Matcher form = FORM.matcher(header);
    if (!form.matches()) {
      return Optional.empty();
    }
    String whole = form.group(3);
    return Optional.of(
        new ContentRange(
            Long.parseLong(form.group(1)),
            Long.parseLong(form.group(2)),
            whole.equals("*") ? Fetch.UNKNOWN : Long.parseLong(whole)));
  }

  /** Whether it is all that is left after {@code have} bytes of a file of {@code size}. */
  boolean continues(long have, long size) {
    boolean toTheEnd = whole == Fetch.UNKNOWN || last == whole - 1;
    boolean sameFile = size == Fetch.UNKNOWN || last == size - 1;
    return first == have && last >= first && toTheEnd && sameFile;
  }
}
