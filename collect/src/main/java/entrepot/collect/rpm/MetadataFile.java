package entrepot.collect.rpm;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;

/**
 * A metadata file whose bytes are in the store, verified.
 *
 * @param size of the file in bytes
 */
record MetadataFile(Repomd.Data data, TreePath path, long size, Digest expected, Digest sha256) {}
