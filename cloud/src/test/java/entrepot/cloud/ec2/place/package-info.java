@NullMarked
package entrepot.cloud.ec2.place;

import org.jspecify.annotations.NullMarked;
