/** Tests of wheel builds; those with a sandbox need root or user namespaces, and mmdebstrap. */
@NullMarked
package entrepot.collect.wheels;

import org.jspecify.annotations.NullMarked;
