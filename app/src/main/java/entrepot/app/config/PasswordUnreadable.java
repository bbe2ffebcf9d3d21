package entrepot.app.config;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** The database's password is not where the configuration says. */
public final class PasswordUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  PasswordUnreadable(String found, @Nullable Throwable cause) {
    super(
        "reading the database's password: " + found,
        "Put the password there, readable for Entrepot's user alone.",
        cause);
  }
}
