/**
 * Two regions on loopback, mirrored from this machine's own Debian source, with a real apt client
 * in each.
 */
@NullMarked
package entrepot.app.quickstart;

import org.jspecify.annotations.NullMarked;
