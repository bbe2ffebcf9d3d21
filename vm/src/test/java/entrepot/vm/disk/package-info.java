/** Tests of disk, with the real programs. */
@NullMarked
package entrepot.vm.disk;

import org.jspecify.annotations.NullMarked;
