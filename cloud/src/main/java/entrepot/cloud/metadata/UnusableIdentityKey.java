package entrepot.cloud.metadata;

import entrepot.kit.Failure;
import java.nio.file.Path;

/** The key that signs identity documents can be neither read nor made. */
public final class UnusableIdentityKey extends Failure {
  private static final long serialVersionUID = 1L;

  UnusableIdentityKey(Path folder, Exception cause) {
    super(
        "the key of the identity documents in " + folder + " is not usable: " + cause.getMessage(),
        "Remove that folder: a new key is made, and documents signed by the old one stay valid.",
        cause);
  }
}
