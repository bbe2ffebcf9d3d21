/** The lab cloud: an EC2-compatible cloud whose instances are real virtual machines. */
@NullMarked
package entrepot.cloud;

import org.jspecify.annotations.NullMarked;
