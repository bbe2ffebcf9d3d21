/** The listener, asked over real sockets. */
@NullMarked
package entrepot.kit.listen;

import org.jspecify.annotations.NullMarked;
