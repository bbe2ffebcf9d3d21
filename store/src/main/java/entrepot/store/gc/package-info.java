/** Finds what nothing needs any more, waits, looks again, and only then deletes. */
@NullMarked
package entrepot.store.gc;

import org.jspecify.annotations.NullMarked;
