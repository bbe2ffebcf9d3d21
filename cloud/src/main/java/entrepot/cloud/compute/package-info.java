/** The lives of instances: from their rows to machines that run, and back. */
@NullMarked
package entrepot.cloud.compute;

import org.jspecify.annotations.NullMarked;
