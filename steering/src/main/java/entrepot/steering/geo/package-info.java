/** Where in the world an address is, as far as databases know. */
@NullMarked
package entrepot.steering.geo;

import org.jspecify.annotations.NullMarked;
