@NullMarked
package entrepot.cloud.ec2.tag;

import org.jspecify.annotations.NullMarked;
