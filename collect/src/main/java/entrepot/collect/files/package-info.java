/** Files that checksum files on an HTTP server name, or that lie in a folder of this machine. */
@NullMarked
package entrepot.collect.files;

import org.jspecify.annotations.NullMarked;
