package entrepot.collect.files;

import entrepot.kit.TreePath;
import java.util.Optional;

/** A checksum file, and the signature that lies beside it. */
record ChecksumFile(FetchedFile file, Optional<FetchedFile> signature) {
  TreePath path() {
    return file.path();
  }
}
