/** The HTTP server of a region. */
@NullMarked
package entrepot.edge;

import org.jspecify.annotations.NullMarked;
