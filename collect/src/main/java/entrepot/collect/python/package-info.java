/** What Python's packaging standards say, without I/O: names, versions, requirements, indexes. */
@NullMarked
package entrepot.collect.python;

import org.jspecify.annotations.NullMarked;
