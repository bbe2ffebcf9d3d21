package entrepot.collect.rpm;

import entrepot.kit.Failure;

/** A package, asked for by a client, is not signed as the keyring of its repository asks. */
public final class PackageRefused extends Failure {
  private static final long serialVersionUID = 1L;

  PackageRefused(String what, String objection) {
    super(
        "checking the signature of %s: %s".formatted(what, objection),
        "If upstream has new keys, put its new package keyring in place; else do not trust it.",
        null);
  }
}
