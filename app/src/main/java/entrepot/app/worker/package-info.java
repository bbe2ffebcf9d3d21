/**
 * How processes on several machines share one run: the coordinator's side, the worker's, and how
 * they know that they see one store.
 */
@NullMarked
package entrepot.app.worker;

import org.jspecify.annotations.NullMarked;
