/** The EC2 actions on snapshots, one class each. */
@NullMarked
package entrepot.cloud.ec2.snapshot;

import org.jspecify.annotations.NullMarked;
