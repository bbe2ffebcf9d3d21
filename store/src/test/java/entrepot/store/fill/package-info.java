/** Fills, with sources that are slow, wrong, short or gone. */
@NullMarked
package entrepot.store.fill;

import org.jspecify.annotations.NullMarked;
