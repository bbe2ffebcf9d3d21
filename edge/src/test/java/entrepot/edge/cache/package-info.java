/** Tests of the caching edge. */
@NullMarked
package entrepot.edge.cache;

import org.jspecify.annotations.NullMarked;
