/** Keys on a real disk, and envelopes that were tampered with. */
@NullMarked
package entrepot.release.sign;

import org.jspecify.annotations.NullMarked;
