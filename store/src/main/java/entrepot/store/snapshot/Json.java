package entrepot.store.snapshot;

import entrepot.store.backend.Backend;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.Key;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Small JSON objects in a backend, read with a limit on their size. */
final class Json {
  /** A record names a few validators for each index, never files. */
  private static final int MOST_BYTES = 4 << 20;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(ObjectNode object) {
    return MAPPER.writeValueAsBytes(object);
  }

  /**
   * Reads the object of that key by {@code shape}; throws {@link RecordCorrupt}, and {@code
   * ObjectMissing} when it is not there.
   */
  static <T> T read(Backend backend, Key key, Function<JsonNode, T> shape) {
    byte[] content;
    try (InputStream in = backend.open(key, 0)) {
      content = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new BackendUnavailable("reading " + key.area().folder() + " " + key.name(), e);
    }
    if (content.length > MOST_BYTES) {
      throw new RecordCorrupt(key, "it has more than " + MOST_BYTES + " bytes", null);
    }
    try {
      return shape.apply(MAPPER.readTree(content));
    } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
      throw new RecordCorrupt(key, String.valueOf(e.getMessage()), e);
    }
  }

  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException("field '" + field + "' is not a string");
    }
    return value.stringValue();
  }

  static Instant time(JsonNode object, String field) {
    return Instant.parse(text(object, field));
  }
}
