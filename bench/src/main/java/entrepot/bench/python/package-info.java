/** What a run over an index of Python packages costs, as large as PyPI. */
@NullMarked
package entrepot.bench.python;

import org.jspecify.annotations.NullMarked;
