package entrepot.app.config;

import entrepot.kit.config.ConfigurationFormat;
import entrepot.kit.config.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads Entrepot's configuration file. */
public final class ConfigurationFile {
  private static final ConfigurationFormat<Configuration> FORMAT =
      new ConfigurationFormat<>(schema(), ConfigurationReader::read);

  private ConfigurationFile() {}

  /**
   * Reads and checks the file; throws {@code InvalidConfiguration} with everything that is wrong in
   * it, else returns the configuration and the warnings.
   */
  public static Loaded<Configuration> load(Path file) {
    return FORMAT.load(file);
  }

  /** The JSON schema, draft 2020-12, for editors. */
  public static String schema() {
    return resource("entrepot.schema.json");
  }

  /** A file with every key there is, and what each is for. */
  public static String example() {
    return resource("example.yaml");
  }

  private static String resource(String name) {
    try (InputStream in = ConfigurationFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is part of this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
