/**
 * Debian archives: a signed release file per suite, the indexes it lists, the packages they name.
 */
@NullMarked
package entrepot.collect.apt;

import org.jspecify.annotations.NullMarked;
