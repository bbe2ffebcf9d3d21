package entrepot.kit.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling, with jitter, or what Retry-After asks. */
final class Backoff {
  private final HttpSettings settings;
  private final RandomGenerator random;

  Backoff(HttpSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** Before attempt {@code attempt + 1}; half of it is left to chance. */
  Duration after(int attempt) {
    long full = settings.backoff().toMillis() << Math.min(attempt, 20);
    long bounded = Math.clamp(full, 0, settings.longestBackoff().toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }

  /** What the header asks for, at most the longest wait and at least the usual one. */
  Duration asked(String retryAfter, Instant now, int attempt) {
    Duration usual = after(attempt);
    Duration asked = parse(retryAfter, now);
    Duration longest = settings.longestBackoff();
    Duration bounded = asked.compareTo(longest) > 0 ? longest : asked;
    return bounded.compareTo(usual) > 0 ? bounded : usual;
  }

  private static Duration parse(String retryAfter, Instant now) {
    if (!retryAfter.isEmpty()
        && retryAfter.length() < 10
        && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      Instant until =
          ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(now, until);
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
