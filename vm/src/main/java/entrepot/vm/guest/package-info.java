/** Guests to start with, made from packages of the machine's own Debian. */
@NullMarked
package entrepot.vm.guest;

import org.jspecify.annotations.NullMarked;
