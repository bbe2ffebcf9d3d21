/**
 * What Entrepot can be asked to do, and what it reports; the same in one process and over the
 * socket.
 */
@NullMarked
package entrepot.app.command;

import org.jspecify.annotations.NullMarked;
