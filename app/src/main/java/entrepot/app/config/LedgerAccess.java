package entrepot.app.config;

import entrepot.app.config.DatabaseConfiguration.PasswordSource;
import entrepot.ledger.LedgerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds out which database a configuration means, and reads its password. */
public final class LedgerAccess {
  private final UnaryOperator<@Nullable String> environment;

  /** With the environment of this process. */
  public LedgerAccess() {
    this(variable -> variable == null ? null : System.getenv(variable));
  }

  LedgerAccess(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /**
   * The ledger of a process; throws {@link PasswordUnreadable}.
   *
   * @param owner the process's name, see {@link LedgerConfig}
   */
  public LedgerConfig of(Configuration configuration, String owner) {
    Optional<DatabaseConfiguration> database = configuration.database();
    return database
        .<LedgerConfig>map(postgresql ->
            new LedgerConfig.Postgresql(
                postgresql.url(),
                postgresql.user(),
                postgresql.password().map(this::read).orElse(""),
                owner))
        .orElseGet(
            () -> new LedgerConfig.Sqlite(configuration.state().resolve("ledger.db"), owner));
  }

  private String read(PasswordSource source) {
    return switch (source) {
      case PasswordSource.InFile in -> firstLine(in.file());
      case PasswordSource.InEnvironment in -> {
        @Nullable String password = environment.apply(in.variable());
        if (password == null) {
          throw new PasswordUnreadable(
              "the environment variable of 'password-env' is not set", null);
        }
        yield password;
      }
    };
  }

  private static String firstLine(Path file) {
    try (var lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new PasswordUnreadable("the password file %s cannot be read".formatted(file), e);
    }
  }
}
