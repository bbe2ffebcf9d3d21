package entrepot.collect.files;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.Optional;

/**
 * One line of a checksum file.
 *
 * @param path in the tree
 * @param size in bytes; {@code Entry.UNKNOWN_SIZE} where the file does not tell
 * @param digest absent where it is one that is not believed, such as MD5
 */
record Named(TreePath path, long size, Optional<Digest> digest) {}
