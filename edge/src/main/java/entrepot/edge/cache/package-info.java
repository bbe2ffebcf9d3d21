/** An edge over a bounded disk cache: heads, nodes and blobs of an origin, none of them trusted. */
@NullMarked
package entrepot.edge.cache;

import org.jspecify.annotations.NullMarked;
