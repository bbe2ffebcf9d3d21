@NullMarked
package entrepot.cloud.ec2.key;

import org.jspecify.annotations.NullMarked;
