package entrepot.kit.listen;

import io.netty.util.AsciiString;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Dates as RFC 9110 §5.6.7 writes them. */
public final class HttpDate {
  private static final DateTimeFormatter FIXED =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RFC850 =
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC);

  private static volatile Stamp stamp = stamp(0);

  private record Stamp(long second, AsciiString text) {}

  private HttpDate() {}

  /** The Date header of this second, made once for all who ask in it. */
  public static AsciiString now() {
    long second = System.currentTimeMillis() / 1000;
    Stamp current = stamp;
    if (current.second != second) {
      current = stamp(second);
      stamp = current;
    }
    return current.text;
  }

  private static Stamp stamp(long second) {
    return new Stamp(second, new AsciiString(format(second)));
  }

  /** Those seconds since 1970 as an HTTP date. */
  public static String format(long seconds) {
    return FIXED.format(Instant.ofEpochSecond(seconds));
  }

  /** The seconds since 1970 that an HTTP date of any of the three forms means. */
  public static OptionalLong parse(String text) {
    for (DateTimeFormatter form : new DateTimeFormatter[] {FIXED, RFC850, ASCTIME}) {
      try {
        return OptionalLong.of(LocalDateTime.parse(text, form).toEpochSecond(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // The next form, then.
      }
    }
    return OptionalLong.empty();
  }
}
