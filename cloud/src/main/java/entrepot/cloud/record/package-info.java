/** What a region of the lab cloud remembers: rows in memory, written through to the ledger. */
@NullMarked
package entrepot.cloud.record;

import org.jspecify.annotations.NullMarked;
