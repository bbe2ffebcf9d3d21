/** Tests of signatures, with keys made for the purpose. */
@NullMarked
package entrepot.collect.pgp;

import org.jspecify.annotations.NullMarked;
