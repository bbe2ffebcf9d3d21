@NullMarked
package entrepot.cloud.ec2.instance;

import org.jspecify.annotations.NullMarked;
