/** How fast manifests are at the size of a large archive. */
@NullMarked
package entrepot.bench.manifest;

import org.jspecify.annotations.NullMarked;
