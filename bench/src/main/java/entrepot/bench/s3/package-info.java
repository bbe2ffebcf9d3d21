/** Publishing to a bucket beside the peers. */
@NullMarked
package entrepot.bench.s3;

import org.jspecify.annotations.NullMarked;
