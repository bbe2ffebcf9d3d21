/** Virtual machines: each one QEMU process, which outlives the server that started it. */
@NullMarked
package entrepot.vm.machine;

import org.jspecify.annotations.NullMarked;
