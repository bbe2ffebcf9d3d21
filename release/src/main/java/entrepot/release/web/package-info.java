/** How a file is described to HTTP clients, by edges and buckets alike. */
@NullMarked
package entrepot.release.web;

import org.jspecify.annotations.NullMarked;
