package entrepot.store.manifest;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;

/** What an inner node says of a node below it. */
record Child(TreePath first, Digest digest, Summary summary) {}
