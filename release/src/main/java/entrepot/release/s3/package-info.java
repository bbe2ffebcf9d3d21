/**
 * Replicas in buckets of S3: plain objects, which clients read without anything of ours between.
 */
@NullMarked
package entrepot.release.s3;

import org.jspecify.annotations.NullMarked;
