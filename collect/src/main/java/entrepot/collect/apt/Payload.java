package entrepot.collect.apt;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.List;

/** A file that a stanza names. */
record Payload(TreePath path, long size, List<Digest> digests) {}
