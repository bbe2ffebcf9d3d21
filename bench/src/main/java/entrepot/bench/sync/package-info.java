/** Sync and release beside the peers: cold, without change, and with 1 % changed. */
@NullMarked
package entrepot.bench.sync;

import org.jspecify.annotations.NullMarked;
