package entrepot.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as people read them. */
final class Units {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String[] NAMES = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Units() {}

  /** Decimal units, as disks and mirrors count: 1 kB is 1,000 bytes. */
  static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1000 && unit < NAMES.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? count + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, NAMES[unit]);
  }

  /** UTC, to the second. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Like {@code 4 min 05 s}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** The first twelve digits of a digest. */
  static String brief(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
