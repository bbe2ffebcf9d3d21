/** The caching edge beside nginx and Varnish: one trace, one bound, the same origin. */
@NullMarked
package entrepot.bench.cache;

import org.jspecify.annotations.NullMarked;
