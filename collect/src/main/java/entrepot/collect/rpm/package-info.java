/** RPM repositories: mirrors, repomd.xml, its signature, all that it names. */
@NullMarked
package entrepot.collect.rpm;

import org.jspecify.annotations.NullMarked;
