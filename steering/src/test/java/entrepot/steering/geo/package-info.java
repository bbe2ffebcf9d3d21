/** Tests of the package of this name. */
@NullMarked
package entrepot.steering.geo;

import org.jspecify.annotations.NullMarked;
