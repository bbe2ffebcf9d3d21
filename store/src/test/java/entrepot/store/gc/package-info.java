/** Tests of garbage collection. */
@NullMarked
package entrepot.store.gc;

import org.jspecify.annotations.NullMarked;
