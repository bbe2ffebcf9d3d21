/** What steering knows: hosts, directories, which host carries which, and the file it lies in. */
@NullMarked
package entrepot.steering.map;

import org.jspecify.annotations.NullMarked;
