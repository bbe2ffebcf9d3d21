/** EC2's query protocol: signatures, parameters to requests, answers and errors to XML. */
@NullMarked
package entrepot.cloud.wire;

import org.jspecify.annotations.NullMarked;
