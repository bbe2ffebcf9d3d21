package entrepot.collect.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * When files were changed, by what their server says; not later than the run itself.
 *
 * @param now when the run began
 */
record LastModified(Instant now) {
  /** In seconds since 1970. */
  long of(FetchedFile file) {
    return file.validators()
        .lastModified()
        .map(LastModified::seconds)
        .filter(seconds -> seconds > 0 && seconds < now.getEpochSecond())
        .orElse(now.getEpochSecond());
  }

  private static long seconds(String header) {
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }
}
