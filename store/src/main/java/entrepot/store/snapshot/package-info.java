/** Snapshot records and the leases that protect what a run is using. */
@NullMarked
package entrepot.store.snapshot;

import org.jspecify.annotations.NullMarked;
