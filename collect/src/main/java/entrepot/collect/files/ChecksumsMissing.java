package entrepot.collect.files;

import entrepot.kit.Failure;

/** A checksum file that is configured is not in the folder: its files would go unverified. */
public final class ChecksumsMissing extends Failure {
  private static final long serialVersionUID = 1L;

  ChecksumsMissing(String folder, String pattern) {
    super(
        "verifying %s: no checksum file there matches '%s'".formatted(folder, pattern),
        "Put it there, or correct 'checksums'.",
        null);
  }
}
