/** Contract suites, fixtures, end-to-end scenarios with real clients. */
@NullMarked
package entrepot.it;

import org.jspecify.annotations.NullMarked;
