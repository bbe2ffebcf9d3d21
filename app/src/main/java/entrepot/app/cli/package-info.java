/** The command line: what a person types, and how answers and progress are shown. */
@NullMarked
package entrepot.app.cli;

import org.jspecify.annotations.NullMarked;
