package entrepot.collect.wheels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The Python programs that run inside the sandbox. */
final class Script {
  private Script() {}

  static String named(String name) {
    try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
