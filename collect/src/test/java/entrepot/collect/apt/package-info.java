/** Tests of the Debian collector, against a small signed archive on loopback. */
@NullMarked
package entrepot.collect.apt;

import org.jspecify.annotations.NullMarked;
