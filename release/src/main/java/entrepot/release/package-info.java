/** From snapshot to signed head to replicas; carry, rollback, revocation. */
@NullMarked
package entrepot.release;

import org.jspecify.annotations.NullMarked;
