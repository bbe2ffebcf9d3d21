/**
 * What the build runs once so that later commands start faster: the JVM records it for its
 * ahead-of-time cache.
 */
@NullMarked
package entrepot.app.training;

import org.jspecify.annotations.NullMarked;
