/**
 * What is foreign is read and verified here; a sync run makes a snapshot. The parts that every kind
 * of upstream shares lie in this package, each kind in one of its own.
 */
@NullMarked
package entrepot.collect;

import org.jspecify.annotations.NullMarked;
