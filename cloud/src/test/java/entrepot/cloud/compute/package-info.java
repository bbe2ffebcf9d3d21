@NullMarked
package entrepot.cloud.compute;

import org.jspecify.annotations.NullMarked;
