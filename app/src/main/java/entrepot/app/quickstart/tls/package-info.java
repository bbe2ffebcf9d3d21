/** Certificates by an authority of the quickstart's own. */
@NullMarked
package entrepot.app.quickstart.tls;

import org.jspecify.annotations.NullMarked;
