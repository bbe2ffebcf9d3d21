/** Tests of manifests. */
@NullMarked
package entrepot.store.manifest;

import org.jspecify.annotations.NullMarked;
