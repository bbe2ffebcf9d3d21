/** JMH and side-by-side benchmarks against peers. */
@NullMarked
package entrepot.bench;

import org.jspecify.annotations.NullMarked;
