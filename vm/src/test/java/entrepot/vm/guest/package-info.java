/** Tests of guest, with the real programs. */
@NullMarked
package entrepot.vm.guest;

import org.jspecify.annotations.NullMarked;
