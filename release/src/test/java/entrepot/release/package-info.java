/** Releases to real folders, killed, tampered with, and compared with a plain model. */
@NullMarked
package entrepot.release;

import org.jspecify.annotations.NullMarked;
