/** Tests of the package of this name. */
@NullMarked
package entrepot.steering.network;

import org.jspecify.annotations.NullMarked;
