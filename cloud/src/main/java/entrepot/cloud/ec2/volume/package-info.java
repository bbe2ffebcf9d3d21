/** The EC2 actions on volumes, one class each. */
@NullMarked
package entrepot.cloud.ec2.volume;

import org.jspecify.annotations.NullMarked;
