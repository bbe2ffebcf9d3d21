/** Tests of the package of this name. */
@NullMarked
package entrepot.steering.map;

import org.jspecify.annotations.NullMarked;
