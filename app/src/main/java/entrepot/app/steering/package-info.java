/** Finds out which mirror carries what, and publishes it to steering. */
@NullMarked
package entrepot.app.steering;

import org.jspecify.annotations.NullMarked;
