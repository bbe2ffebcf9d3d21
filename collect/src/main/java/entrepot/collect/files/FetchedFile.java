package entrepot.collect.files;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;

/** A small file, whole, as its source has it. */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record FetchedFile(TreePath path, byte[] content, Validators validators) {
  Digest sha256() {
    return Digest.sha256Of(content);
  }
}
