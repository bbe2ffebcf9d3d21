/** The client kit under several shells, against metadata services and package managers. */
@NullMarked
package entrepot.client;

import org.jspecify.annotations.NullMarked;
