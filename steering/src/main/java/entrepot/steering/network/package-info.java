/** Addresses of clients, and which networks they lie in. */
@NullMarked
package entrepot.steering.network;

import org.jspecify.annotations.NullMarked;
