package entrepot.collect.compress;

import entrepot.kit.Failure;

/** A compressed file holds more than it may. */
public final class DecompressionBomb extends Failure {
  private static final long serialVersionUID = 1L;

  DecompressionBomb(String what, long limit) {
    super(
        "decompressing %s: more than the allowed %d bytes came out".formatted(what, limit),
        "The file is broken or an attack; nothing of it was used.",
        null);
  }
}
