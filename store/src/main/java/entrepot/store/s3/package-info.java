/** Objects in a bucket that speaks S3: AWS, Ceph, and others like them. */
@NullMarked
package entrepot.store.s3;

import org.jspecify.annotations.NullMarked;
