package entrepot.collect.rpm;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;

/**
 * A file that clients begin with, as the upstream has it: repomd.xml, its signature, its key.
 *
 * @param mirror which gave it and its validators
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record EntryFile(TreePath path, byte[] content, Validators validators, String mirror) {
  Digest sha256() {
    return Digest.sha256Of(content);
  }
}
