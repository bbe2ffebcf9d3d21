/** The HTTP listener that edge, steering and the admin API share. */
@NullMarked
package entrepot.kit.listen;

import org.jspecify.annotations.NullMarked;
