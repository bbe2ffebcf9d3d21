package entrepot.edge;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The times by which snapshots are asked for: RFC 3339, its date alone (which means the first
 * instant of that day, UTC), and both in the compact form of Debian's snapshot archive.
 */
final class SnapshotTime {
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  private SnapshotTime() {}

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
          switch (text.length()) {
            case 8 -> startOf(LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE));
            case 10 -> startOf(LocalDate.parse(text));
            case 16 -> LocalDateTime.parse(text, COMPACT).toInstant(ZoneOffset.UTC);
            default -> OffsetDateTime.parse(text).toInstant();
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
