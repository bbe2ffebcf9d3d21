package entrepot.collect.apt;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import java.util.List;
import java.util.Optional;

/**
 * A file that a release file lists.
 *
 * @param path below the suite's folder
 * @param digests sha256 first, where there is one
 */
record ListedFile(TreePath path, long size, List<Digest> digests) {
  ListedFile {
    digests = List.copyOf(digests);
  }

  Optional<Digest> sha256() {
    return digest(Digest.Algorithm.SHA256);
  }

  Optional<Digest> digest(Digest.Algorithm algorithm) {
    return digests.stream().filter(d -> d.algorithm() == algorithm).findFirst();
  }
}
