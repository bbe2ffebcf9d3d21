/** Tests of the quickstart's bucket. */
@NullMarked
package entrepot.app.quickstart.s3;

import org.jspecify.annotations.NullMarked;
