/** What an instance learns of itself at 169.254.169.254. */
@NullMarked
package entrepot.cloud.metadata;

import org.jspecify.annotations.NullMarked;
