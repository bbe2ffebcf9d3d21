/**
 * A small signed RPM repository, made of nothing: key, packages, repodata. The quickstart mirrors
 * it, tests and benchmarks measure with it.
 */
@NullMarked
package entrepot.app.quickstart.rpm;

import org.jspecify.annotations.NullMarked;
