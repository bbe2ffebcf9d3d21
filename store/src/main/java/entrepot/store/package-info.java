/** Blobs, manifests, snapshots, leases, garbage collection. */
@NullMarked
package entrepot.store;

import org.jspecify.annotations.NullMarked;
