/** Tests of the common ground. */
@NullMarked
package entrepot.kit;

import org.jspecify.annotations.NullMarked;
