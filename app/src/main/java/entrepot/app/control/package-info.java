/**
 * The control plane: one holder of the state, its operations, and the socket other processes ask it
 * by.
 */
@NullMarked
package entrepot.app.control;

import org.jspecify.annotations.NullMarked;
