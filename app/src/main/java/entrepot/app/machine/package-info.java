/** What this machine's own apt is configured to read. */
@NullMarked
package entrepot.app.machine;

import org.jspecify.annotations.NullMarked;
