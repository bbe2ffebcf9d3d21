/** Reads compressed indexes within bounds. */
@NullMarked
package entrepot.collect.compress;

import org.jspecify.annotations.NullMarked;
