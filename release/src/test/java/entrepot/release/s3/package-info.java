@NullMarked
package entrepot.release.s3;

import org.jspecify.annotations.NullMarked;
