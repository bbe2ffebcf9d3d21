@NullMarked
package entrepot.cloud.record;

import org.jspecify.annotations.NullMarked;
