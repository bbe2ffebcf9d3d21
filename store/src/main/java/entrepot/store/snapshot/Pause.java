package entrepot.store.snapshot;

import entrepot.store.backend.Area;
import entrepot.store.backend.Backend;
import entrepot.store.backend.Key;
import entrepot.store.backend.ObjectMissing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time in which garbage collection deletes and nobody begins. Who takes a lease writes it first
 * and looks for a pause then; who pauses writes that first and looks for leases then: so one of the
 * two sees the other, and what a run finds to exist is not deleted under its hands. A pause ends by
 * itself, should its process be killed.
 */
public final class Pause implements AutoCloseable {
  private static final Key KEY = new Key(Area.GARBAGE, "pause");

  private final Backend backend;
  private final InstantSource clock;
  private final Duration term;

  private Pause(Backend backend, InstantSource clock, Duration term) {
    this.backend = backend;
    this.clock = clock;
    this.term = term;
  }

  /** Begins a pause that ends by itself after {@code term}. */
  public static Pause begin(Backend backend, InstantSource clock, Duration term) {
    Pause pause = new Pause(backend, clock, term);
    pause.goOn();
    return pause;
  }

  /** Lets it last for its term from now on. */
  public void goOn() {
    Instant until = clock.instant().plus(term);
    backend.replace(KEY, Json.bytes(Json.object().put("until", until.toString())));
  }

  static boolean lasts(Backend backend, InstantSource clock) {
    try {
      Instant until = Json.read(backend, KEY, json -> Json.time(json, "until"));
      return until.isAfter(clock.instant());
    } catch (ObjectMissing e) {
      return false;
    }
  }

  @Override
  public void close() {
    backend.remove(KEY);
  }
}
