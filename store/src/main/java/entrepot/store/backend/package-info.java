/** Where objects lie, and the contract of such a place. */
@NullMarked
package entrepot.store.backend;

import org.jspecify.annotations.NullMarked;
