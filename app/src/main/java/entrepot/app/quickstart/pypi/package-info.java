/** A small Python index, made and served on loopback. */
@NullMarked
package entrepot.app.quickstart.pypi;

import org.jspecify.annotations.NullMarked;
