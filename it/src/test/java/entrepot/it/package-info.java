/** What the modules must show together, with real clients, real processes and real kills. */
@NullMarked
package entrepot.it;

import org.jspecify.annotations.NullMarked;
