package entrepot.collect;

import entrepot.store.snapshot.Lease;
import entrepot.store.snapshot.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A lease that is renewed while its run goes on, and ended with it. */
public final class HeldLease implements AutoCloseable {
  private static final Duration TERM = Duration.ofHours(6);
  private static final Duration RENEWAL = Duration.ofHours(1);

  private final Leases leases;
  private final InstantSource clock;
  private Lease lease;
  private Instant renewed;

  /** Takes it; to be called before the first look whether something is in the store. */
  public HeldLease(Leases leases, String purpose, InstantSource clock) {
    this.leases = leases;
    this.clock = clock;
    this.renewed = clock.instant();
    this.lease = leases.take(purpose, TERM);
  }

  /** Prolongs it when an hour has gone; cheap enough to be called for every file. */
  public void keep() {
    Instant now = clock.instant();
    if (now.isAfter(renewed.plus(RENEWAL))) {
      lease = leases.renew(lease, TERM);
      renewed = now;
    }
  }

  @Override
  public void close() {
    leases.end(lease);
  }
}
