/** Builds the wheels that a Python index lacks for a platform, and makes a tree of them. */
@NullMarked
package entrepot.collect.wheels;

import org.jspecify.annotations.NullMarked;
