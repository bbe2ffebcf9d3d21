/** Metadata as instances read it, over HTTP and without. */
@NullMarked
package entrepot.cloud.metadata;

import org.jspecify.annotations.NullMarked;
