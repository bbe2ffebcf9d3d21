/** The lab cloud as this program runs it: from its configuration, for its commands. */
@NullMarked
package entrepot.app.cloud;

import org.jspecify.annotations.NullMarked;
