/** Signed envelopes, and the keys that sign and verify them. */
@NullMarked
package entrepot.release.sign;

import org.jspecify.annotations.NullMarked;
