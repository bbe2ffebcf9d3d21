package entrepot.store.gc;

import entrepot.store.snapshot.Lease;
import java.util.Optional;

/**
 * What a step of garbage collection did.
 *
 * @param condemned objects that will be deleted when the grace time is over, unless needed again
 * @param deleted objects that are gone
 * @param freed their bytes
 * @param postponedBy the oldest lease for whose sake nothing was deleted this time
 */
public record Collected(long condemned, long deleted, long freed, Optional<Lease> postponedBy) {}
