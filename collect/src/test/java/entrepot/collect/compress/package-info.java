/** Tests of compressed files within bounds. */
@NullMarked
package entrepot.collect.compress;

import org.jspecify.annotations.NullMarked;
