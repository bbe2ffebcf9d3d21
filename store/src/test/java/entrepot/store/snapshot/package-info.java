/** Tests of snapshot records and leases. */
@NullMarked
package entrepot.store.snapshot;

import org.jspecify.annotations.NullMarked;
