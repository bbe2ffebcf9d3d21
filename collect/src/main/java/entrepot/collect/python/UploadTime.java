package entrepot.collect.python;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** The dates of PEP 700: UTC, to the microsecond. */
final class UploadTime {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST = 64;

  private UploadTime() {}

  /** ISO 8601 with any offset, UTC where there is none; empty for anything else. */
  static Optional<Instant> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      TemporalAccessor found =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.strip().replace(' ', 'T'), ZonedDateTime::from, LocalDateTime::from);
      Instant instant =
          found instanceof ZonedDateTime zoned
              ? zoned.toInstant()
              : LocalDateTime.from(found).toInstant(ZoneOffset.UTC);
      boolean inBounds = !instant.isBefore(FIRST) && !instant.isAfter(LAST);
      return inBounds ? Optional.of(instant.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static String text(Instant instant) {
    return WRITTEN.format(instant);
  }
}
