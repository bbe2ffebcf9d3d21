/** Signatures of upstreams: one valid signature by one configured, unexpired key is asked for. */
@NullMarked
package entrepot.collect.pgp;

import org.jspecify.annotations.NullMarked;
