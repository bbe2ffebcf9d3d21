/** The contract that every backend passes, and those that pass it here. */
@NullMarked
package entrepot.store.backend;

import org.jspecify.annotations.NullMarked;
