/**
 * Reads Python package indexes (PEP 503, 691), project by project, into a tree of our own pages.
 */
@NullMarked
package entrepot.collect.pypi;

import org.jspecify.annotations.NullMarked;
