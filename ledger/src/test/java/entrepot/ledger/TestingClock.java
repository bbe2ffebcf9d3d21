package entrepot.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands until a test moves it. */
final class TestingClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-21T10:00:00.123Z");

  @Override
  public Instant instant() {
    return now;
  }

  void tick(Duration time) {
    now = now.plus(time);
  }
}
