/** Programs of the host: run to their end as a user that owns nothing else, within bounds. */
@NullMarked
package entrepot.vm.process;

import org.jspecify.annotations.NullMarked;
