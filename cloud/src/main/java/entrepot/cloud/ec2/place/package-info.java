/** Where and on what instances can run: regions, zones, limits of an account, instance types. */
@NullMarked
package entrepot.cloud.ec2.place;

import org.jspecify.annotations.NullMarked;
