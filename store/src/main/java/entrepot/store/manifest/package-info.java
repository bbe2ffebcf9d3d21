/** The sorted entries of a snapshot, as a search tree of content-addressed nodes. */
@NullMarked
package entrepot.store.manifest;

import org.jspecify.annotations.NullMarked;
