package entrepot.collect.pgp;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A file is not signed as the configured keyring asks. */
public final class SignatureRefused extends Failure {
  private static final long serialVersionUID = 1L;

  SignatureRefused(String what, String found, @Nullable Throwable cause) {
    super(
        "verifying the signature of %s: %s".formatted(what, found),
        "If upstream has new keys, put its new keyring in place; else do not trust this upstream.",
        cause);
  }
}
