/** Buckets of the lab cloud, served by s3proxy over folders. */
@NullMarked
package entrepot.cloud.s3;

import org.jspecify.annotations.NullMarked;
