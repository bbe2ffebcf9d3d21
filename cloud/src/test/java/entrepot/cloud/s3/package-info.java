/** Tests of the lab cloud's buckets. */
@NullMarked
package entrepot.cloud.s3;

import org.jspecify.annotations.NullMarked;
