/** The EC2 actions on images, one class each. */
@NullMarked
package entrepot.cloud.ec2.image;

import org.jspecify.annotations.NullMarked;
