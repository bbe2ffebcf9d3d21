package entrepot.app.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL database.
 *
 * @param url a JDBC URL without credentials
 */
public record DatabaseConfiguration(String url, String user, Optional<PasswordSource> password) {
  /** Where the password is; it never stands in the configuration. */
  public sealed interface PasswordSource {
    /** The first line of a file. */
    record InFile(Path file) implements PasswordSource {}

    /** An environment variable. */
    record InEnvironment(String variable) implements PasswordSource {}
  }
}
