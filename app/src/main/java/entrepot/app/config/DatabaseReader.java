package entrepot.app.config;

import entrepot.app.config.DatabaseConfiguration.PasswordSource;
import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;

/** Reads the group {@code database}. */
final class DatabaseReader {
  private static final String PREFIX = "jdbc:postgresql:";

  private DatabaseReader() {}

  static DatabaseConfiguration read(Section database) {
    Optional<Value> url = database.value("url");
    url.ifPresent(DatabaseReader::check);
    return new DatabaseConfiguration(
        url.map(Value::text).orElse(PREFIX), database.text("user").orElse(""), password(database));
  }

  private static void check(Value url) {
    String text = url.text().toLowerCase(Locale.ROOT);
    if (text.contains("password=") || text.contains("@")) {
      url.error(
          "has a password or user name in it",
          "remove it, and add 'password-file' or 'password-env'");
    } else if (!text.startsWith(PREFIX)) {
      url.error("is not a JDBC URL of PostgreSQL", "begin it with " + PREFIX + "//HOST/DATABASE");
    }
  }

  private static Optional<PasswordSource> password(Section database) {
    Optional<Value> file = database.value("password-file");
    Optional<Value> variable = database.value("password-env");
    if (file.isPresent() && variable.isPresent()) {
      variable.get().error("there is a password-file as well", "keep one of the two");
    }
    file.filter(value -> !Files.isReadable(value.path()))
        .ifPresent(value ->
            value.warning(
                "'%s' cannot be read".formatted(value.path()),
                "write the password into it, readable for Entrepot's user alone"));
    return file.<PasswordSource>map(value -> new PasswordSource.InFile(value.path()))
        .or(() -> variable.map(value -> new PasswordSource.InEnvironment(value.text())));
  }
}
