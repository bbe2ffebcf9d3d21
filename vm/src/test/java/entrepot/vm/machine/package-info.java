/** Tests of machine, with the real programs. */
@NullMarked
package entrepot.vm.machine;

import org.jspecify.annotations.NullMarked;
