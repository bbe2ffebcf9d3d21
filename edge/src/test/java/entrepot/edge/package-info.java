/** The edge, asked over real connections. */
@NullMarked
package entrepot.edge;

import org.jspecify.annotations.NullMarked;
