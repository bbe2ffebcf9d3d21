package entrepot.collect.apt;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.kit.http.Validators;

/** A file that clients begin with, as the upstream has it: InRelease, Release, Release.gpg. */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record SignedFile(TreePath path, byte[] content, Validators validators) {
  Digest sha256() {
    return Digest.sha256Of(content);
  }
}
