package entrepot.collect.python;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Pages of the project foo, for tests. */
final class Pages {
  static final URI BASE = URI.create("http://index.test/simple/foo/");

  private Pages() {}

  static ReadPage json(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), IndexFormat.JSON, "foo");
  }

  static ReadPage html(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), IndexFormat.HTML, "foo");
  }

  static ReadPage read(byte[] page, IndexFormat format, String project) {
    try {
      return new PageReader(PageLimits.DEFAULT)
          .read(new ByteArrayInputStream(page), format, BASE, ProjectName.of(project));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String page(String... files) {
    return "{\"meta\":{\"api-version\":\"1.1\",\"_last-serial\":7},\"name\":\"Foo\",\"files\":["
        + String.join(",", files)
        + "],\"versions\":[\"1.0\",\"0.9\"]}";
  }

  /** A file with only what it needs, and what {@code more} says. */
  static String file(String name, String more) {
    return "{\"filename\":\"%s\",\"url\":\"files/%s\",\"hashes\":{}%s}".formatted(name, name, more);
  }

  static byte[] recorded(String name) {
    try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
