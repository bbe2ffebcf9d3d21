/** Tests of the guarded HTTP client, against a server that follows a script. */
@NullMarked
package entrepot.kit.http;

import org.jspecify.annotations.NullMarked;
