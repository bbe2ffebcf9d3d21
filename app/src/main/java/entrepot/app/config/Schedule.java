package entrepot.app.config;

import entrepot.kit.config.Amounts;
import entrepot.kit.config.Value;
import entrepot.ledger.Timing;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code every 15m} and {@code cron 5 * * * *}. */
final class Schedule {
  private static final String EVERY = "every ";
  private static final String CRON = "cron ";

  private Schedule() {}

  static Optional<Timing> timing(Value value) {
    if (value.text().startsWith(EVERY)) {
      Optional<Duration> delay = Amounts.duration(value.text().substring(EVERY.length()));
      if (delay.filter(d -> d.compareTo(Duration.ofSeconds(1)) < 0).isPresent()) {
        value.error("is more often than once a second", "write something like every 15m");
      }
      return delay.map(Timing.Every::new);
    }
    if (value.text().startsWith(CRON)) {
      String fields = value.text().substring(CRON.length()).strip();
      try {
        return Optional.of(new Timing.Cron(fields));
      } catch (IllegalArgumentException e) {
        value.error(
            "'%s' is not a cron line: %s".formatted(fields, e.getMessage()),
            "write minute, hour, day of month, month and day of week, such as cron 5 * * * *");
      }
    }
    return Optional.empty();
  }
}
