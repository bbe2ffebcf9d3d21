package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the paths of keyrings, and warns of those that cannot be read yet. */
final class Keyrings {
  private Keyrings() {}

  /** The keyring under that key. */
  static Optional<Path> keyring(Section section, String key) {
    Optional<Value> keyring = section.value(key);
    keyring
        .filter(value -> !Files.isReadable(value.path()))
        .ifPresent(value ->
            value.warning(
                "'%s' cannot be read".formatted(value.path()),
                "install the publisher's keyring there, or correct the path"));
    return keyring.map(Value::path);
  }
}
