package entrepot.store.snapshot;

import entrepot.store.backend.Backend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Takes, renews and ends leases. A lease is taken before the first check whether an object exists.
 */
public final class Leases {
  private final Backend backend;
  private final InstantSource clock;

  public Leases(Backend backend, InstantSource clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** A new lease. */
  public Lease take(String purpose, Duration term) {
    throw new UnsupportedOperationException("" + backend + clock);
  }

  /** The lease, prolonged; throws {@code LeaseExpired} when it had run out. */
  public Lease renew(Lease lease, Duration term) {
    throw new UnsupportedOperationException();
  }

  /** Ends it. */
  public void end(Lease lease) {
    throw new UnsupportedOperationException();
  }

  /** Those that have not run out. */
  public List<Lease> live() {
    throw new UnsupportedOperationException();
  }
}
