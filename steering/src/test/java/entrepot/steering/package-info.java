/** Requests to steering, and the answers they must get. */
@NullMarked
package entrepot.steering;

import org.jspecify.annotations.NullMarked;
