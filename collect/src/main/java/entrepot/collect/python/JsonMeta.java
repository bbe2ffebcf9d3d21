package entrepot.collect.python;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads the "meta" of a JSON page: which interface it follows, and its serial (PEP 629, 691). */
final class JsonMeta {
  private static final String SERIAL = "_last-serial";

  private JsonMeta() {}

  /** The serial, where it is said; throws {@link PageRefused} for an interface that is not 1.x. */
  static OptionalLong read(JsonEvents json) {
    if (!json.at(JsonToken.START_OBJECT)) {
      throw json.broken("its 'meta' is no object");
    }
    OptionalLong serial = OptionalLong.empty();
    Set<String> keys = new HashSet<>();
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      switch (key.get()) {
        case "api-version" -> checkVersion(json);
        case SERIAL -> serial = serial(json);
        default -> {
          json.skip();
          continue;
        }
      }
      if (!keys.add(key.get())) {
        throw json.broken("its 'meta' has the key '%s' twice".formatted(key.get()));
      }
    }
    return serial;
  }

  private static OptionalLong serial(JsonEvents json) {
    OptionalLong serial = json.natural();
    if (serial.isEmpty() && !json.at(JsonToken.VALUE_NULL)) {
      throw json.broken("its serial is no whole number from 0 on");
    }
    return serial;
  }

  private static void checkVersion(JsonEvents json) {
    String version = json.text().orElseThrow(() -> json.broken("its 'api-version' is no text"));
    ApiVersion.objection(version)
        .ifPresent(found -> {
          throw json.broken(found);
        });
  }
}
