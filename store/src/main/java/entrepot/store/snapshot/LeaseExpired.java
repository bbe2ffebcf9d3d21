package entrepot.store.snapshot;

import entrepot.kit.Failure;

/** A lease had run out, so what its holder found may have been collected meanwhile. */
public final class LeaseExpired extends Failure {
  private static final long serialVersionUID = 1L;

  LeaseExpired(Lease lease) {
    super(
        "the lease of '%s', taken at %s, ran out at %s"
            .formatted(lease.purpose(), lease.taken(), lease.until()),
        "Run it again; if this repeats, the machine was asleep or far too slow.",
        null);
  }
}
