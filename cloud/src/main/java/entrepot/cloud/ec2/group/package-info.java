/** The actions of security groups, and of the one VPC that a region has. */
@NullMarked
package entrepot.cloud.ec2.group;

import org.jspecify.annotations.NullMarked;
