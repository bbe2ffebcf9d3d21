/** Tests of the identity of listeners, with the files that openssl writes. */
@NullMarked
package entrepot.kit.tls;

import org.jspecify.annotations.NullMarked;
