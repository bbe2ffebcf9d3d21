@NullMarked
package entrepot.cloud.wire;

import org.jspecify.annotations.NullMarked;
