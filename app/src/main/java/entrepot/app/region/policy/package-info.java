/** Who may read and write a region's bucket: the documents, and whether the bucket has them. */
@NullMarked
package entrepot.app.region.policy;

import org.jspecify.annotations.NullMarked;
