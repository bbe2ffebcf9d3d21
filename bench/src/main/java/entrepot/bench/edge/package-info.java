/** The edge beside nginx: the same files, the same load, server CPU per request. */
@NullMarked
package entrepot.bench.edge;

import org.jspecify.annotations.NullMarked;
