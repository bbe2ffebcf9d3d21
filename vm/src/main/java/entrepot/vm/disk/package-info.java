/** Disk images: made, copied, looked into; those of others are refused unless they stand alone. */
@NullMarked
package entrepot.vm.disk;

import org.jspecify.annotations.NullMarked;
