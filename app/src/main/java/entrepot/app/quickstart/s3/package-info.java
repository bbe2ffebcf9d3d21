/** The quickstart's bucket: an S3 of its own over a folder, which clients read as anybody. */
@NullMarked
package entrepot.app.quickstart.s3;

import org.jspecify.annotations.NullMarked;
