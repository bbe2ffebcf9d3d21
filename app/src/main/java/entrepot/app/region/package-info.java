/**
 * What is told of a region beside its releases: its names, DNS records, and what stands in front.
 */
@NullMarked
package entrepot.app.region;

import org.jspecify.annotations.NullMarked;
