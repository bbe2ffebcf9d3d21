package entrepot.collect.rpm;

import entrepot.kit.Digest;
import java.net.URI;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What a metalink says of a repository's repomd.xml.
 *
 * @param main the current one
 * @param alternates older ones that are still valid
 * @param mirrors the folders that hold {@code repodata}, the preferred first
 */
record Metalink(Version main, List<Version> alternates, List<URI> mirrors) {
  Metalink {
    alternates = List.copyOf(alternates);
    mirrors = List.copyOf(mirrors);
  }

  /**
   * One repomd.xml.
   *
   * @param size in bytes, or -1
   * @param digests all of them must fit; never none
   */
  record Version(long size, List<Digest> digests) {
    Version {
      digests = List.copyOf(digests);
    }

    boolean fits(byte[] content) {
      return (size < 0 || size == content.length)
          && digests.stream().allMatch(d -> MessageDigest.isEqual(d.bytes(), hash(d, content)));
    }

    private static byte[] hash(Digest expected, byte[] content) {
      return expected.algorithm().hash().digest(content);
    }
  }

  /** The version that these bytes are: the main one if they are, else an alternate. */
  Optional<Version> version(byte[] content) {
    return main.fits(content)
        ? Optional.of(main)
        : alternates.stream().filter(v -> v.fits(content)).findFirst();
  }
}
