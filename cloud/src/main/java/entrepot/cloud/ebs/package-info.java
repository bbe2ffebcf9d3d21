/** The EBS direct API: snapshots read and written block by block, in REST and JSON. */
@NullMarked
package entrepot.cloud.ebs;

import org.jspecify.annotations.NullMarked;
