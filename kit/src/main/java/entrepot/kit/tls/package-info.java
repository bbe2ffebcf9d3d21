/** The certificate and key by which a listener proves who it is. */
@NullMarked
package entrepot.kit.tls;

import org.jspecify.annotations.NullMarked;
