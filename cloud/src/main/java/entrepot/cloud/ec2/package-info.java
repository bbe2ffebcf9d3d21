/** What every action of the EC2 API has in common: its caller, its region, its errors. */
@NullMarked
package entrepot.cloud.ec2;

import org.jspecify.annotations.NullMarked;
