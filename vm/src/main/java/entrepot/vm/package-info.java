/**
 * Virtual machines, as the lab cloud and the image factory run them: QEMU processes and their
 * disks.
 */
@NullMarked
package entrepot.vm;

import org.jspecify.annotations.NullMarked;
