/** Tests of what this program does for the lab cloud. */
@NullMarked
package entrepot.app.cloud;

import org.jspecify.annotations.NullMarked;
