package entrepot.app.config;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A bucket's key is not where the configuration says. */
public final class CredentialsUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  CredentialsUnreadable(String found, @Nullable Throwable cause) {
    super(
        "reading a bucket's key: " + found,
        "Put the key there, readable for Entrepot's user alone.",
        cause);
  }
}
