/** Tests of qmp, with the real programs. */
@NullMarked
package entrepot.vm.qmp;

import org.jspecify.annotations.NullMarked;
