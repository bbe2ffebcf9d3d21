/**
 * The road on one machine: an RPM repository of its own making and the machine's own Debian source,
 * released to two regions with edges and one that is a bucket, with a real dnf and apt in each.
 */
@NullMarked
package entrepot.app.quickstart;

import org.jspecify.annotations.NullMarked;
