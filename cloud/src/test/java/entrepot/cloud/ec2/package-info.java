/** Tests of what all actions share. */
@NullMarked
package entrepot.cloud.ec2;

import org.jspecify.annotations.NullMarked;
