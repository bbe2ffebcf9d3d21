/** The database: trees, snapshot records, releases, runs, journal, schedules. */
@NullMarked
package entrepot.ledger;

import org.jspecify.annotations.NullMarked;
