package entrepot.app.quickstart.rpm;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A file in a package. Its bytes are made when they are written, and not held before. */
public sealed interface Payload {
  /** Absolute, such as {@code /usr/share/hello/hello.txt}. */
  String path();

  /** The file's content. */
  byte[] bytes();

  /** A text, in UTF-8. */
  record Text(String path, String text) implements Payload {
    @Override
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** So many bytes that nothing compresses, the same for the same seed. */
  record Noise(String path, int size, long seed) implements Payload {
    @Override
    public byte[] bytes() {
      RandomGenerator random =
          RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom").create(seed);
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
