/** Small common ground: path, digest, clock, configuration, guarded HTTP client, HTTP listener. */
@NullMarked
package entrepot.kit;

import org.jspecify.annotations.NullMarked;
