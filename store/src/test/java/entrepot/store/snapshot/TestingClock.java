package entrepot.store.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on when the test says so. */
public final class TestingClock implements InstantSource {
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Time passes. */
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
