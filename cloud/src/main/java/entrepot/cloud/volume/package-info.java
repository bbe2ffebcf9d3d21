/** Volumes, snapshots and images: their rows in the book and their files, changed together. */
@NullMarked
package entrepot.cloud.volume;

import org.jspecify.annotations.NullMarked;
