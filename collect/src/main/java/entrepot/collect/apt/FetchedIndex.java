package entrepot.collect.apt;

import entrepot.collect.compress.Compression;
import entrepot.kit.Digest;

/** An index whose bytes are in the store, verified. */
record FetchedIndex(
    Suite suite, Wanted wanted, Compression compression, ListedFile file, Digest sha256) {
  /** Where it lies in the tree. */
  String path() {
    return suite.folder() + "/" + file.path();
  }
}
