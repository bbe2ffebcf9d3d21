/** Runs a foreign program over a read-only root, without network, within limits. */
@NullMarked
package entrepot.collect.wheels.sandbox;

import org.jspecify.annotations.NullMarked;
