/** Tells a client where its nearest fresh replica is. */
@NullMarked
package entrepot.steering;

import org.jspecify.annotations.NullMarked;
