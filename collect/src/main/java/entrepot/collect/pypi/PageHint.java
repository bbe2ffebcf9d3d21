package entrepot.collect.pypi;

import entrepot.kit.Digest;
import entrepot.kit.http.Validators;

/**
 * By what a project's page can be asked for conditionally.
 *
 * @param json the sha256 of our JSON page that was made of it: while the tree has that page, the
 *     validators speak of what the tree has
 */
record PageHint(String project, Digest json, Validators validators) {}
