package entrepot.collect.pgp;

import entrepot.kit.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configured keyring cannot be read, or has no certificate. */
public final class KeyringUnusable extends Failure {
  private static final long serialVersionUID = 1L;

  KeyringUnusable(Path file, String found, @Nullable Throwable cause) {
    super(
        "reading the keyring %s: %s".formatted(file, found),
        "Name a file with the upstream's OpenPGP certificates, binary or armored.",
        cause);
  }
}
