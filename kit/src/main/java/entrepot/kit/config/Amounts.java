package entrepot.kit.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times ({@code 30s 15m 12h 3d 2w}) and sizes ({@code 50GB}, {@code 64MiB}). */
public final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]+)");

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  /** Decimal and binary multiples as IEC 80000-13 has them. */
  private static final Map<String, Long> SIZES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "KB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  private Amounts() {}

  /** The time that the text spells, if it does. */
  public static Optional<Duration> duration(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(TIMES.get(amount.group(2)))
        .map(unit -> unit.multipliedBy(Long.parseLong(amount.group(1))));
  }

  /** The bytes that the text spells, if it does and they fit. */
  public static Optional<Long> bytes(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(amount.group(1));
    return Optional.ofNullable(SIZES.get(amount.group(2)))
        .filter(unit -> count <= Long.MAX_VALUE / unit)
        .map(unit -> unit * count);
  }
}
