/** Volumes, snapshots and images, with the real qemu-img and the AWS SDK as the client. */
@NullMarked
package entrepot.cloud.volume;

import org.jspecify.annotations.NullMarked;
