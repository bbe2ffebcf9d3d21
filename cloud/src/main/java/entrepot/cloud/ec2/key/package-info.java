/** Key pairs: their actions, fingerprints and file formats. */
@NullMarked
package entrepot.cloud.ec2.key;

import org.jspecify.annotations.NullMarked;
