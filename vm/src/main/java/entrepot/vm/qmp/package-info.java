/** QEMU's machine protocol over a unix socket. */
@NullMarked
package entrepot.vm.qmp;

import org.jspecify.annotations.NullMarked;
