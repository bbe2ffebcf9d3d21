/** Lazy entries: fetched once when somebody asks, verified before anybody has all of them. */
@NullMarked
package entrepot.store.fill;

import org.jspecify.annotations.NullMarked;
