/** Command line, composition roots, admin API. */
@NullMarked
package entrepot.app;

import org.jspecify.annotations.NullMarked;
