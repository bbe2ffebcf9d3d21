/** What files say that are replaced while they are used. */
@NullMarked
package entrepot.steering.live;

import org.jspecify.annotations.NullMarked;
