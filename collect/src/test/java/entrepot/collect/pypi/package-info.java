/** The collector of RPM repositories against upstreams of every kind. */
@NullMarked
package entrepot.collect.pypi;

import org.jspecify.annotations.NullMarked;
