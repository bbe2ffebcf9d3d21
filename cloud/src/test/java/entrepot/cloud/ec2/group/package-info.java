/** Security groups and the VPC, action by action. */
@NullMarked
package entrepot.cloud.ec2.group;

import org.jspecify.annotations.NullMarked;
