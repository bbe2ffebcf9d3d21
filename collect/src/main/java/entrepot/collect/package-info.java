/** What is foreign is read and verified here; a sync run makes a snapshot. */
@NullMarked
package entrepot.collect;

import org.jspecify.annotations.NullMarked;
