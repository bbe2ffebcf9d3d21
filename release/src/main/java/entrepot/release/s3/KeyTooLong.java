package entrepot.release.s3;

import entrepot.kit.Failure;

/** A file's path and the bucket's prefix are together longer than a key may be. */
public final class KeyTooLong extends Failure {
  private static final long serialVersionUID = 1L;

  KeyTooLong(String key) {
    super(
        "publishing: the key '%s' has over 1,024 bytes".formatted(key),
        "Shorten the bucket's prefix, or leave that file out of the tree.",
        null);
  }
}
