package entrepot.collect.python;

import entrepot.kit.Digest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads one element of a page's "files" (PEP 691, 700, 714, 740). */
final class JsonFileReader {
  private static final int MOST_HASHES = 16;

  private final JsonEvents json;
  private final FileDraft draft;
  private Optional<CoreMetadata> formerMetadata = Optional.empty();
  private Optional<CoreMetadata> coreMetadata = Optional.empty();

  private JsonFileReader(JsonEvents json, URI base) {
    this.json = json;
    this.draft = new FileDraft(base);
  }

  /** Reads the element that begins here into {@code collected}. */
  static void read(JsonEvents json, URI base, Collected collected) {
    new JsonFileReader(json, base).read(collected);
  }

  private void read(Collected collected) {
    if (json.at(JsonToken.START_OBJECT)) {
      Set<String> keys = new HashSet<>();
      for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
        if (value(key.get()) && !keys.add(key.get())) {
          draft.problem("it has the key '%s' twice".formatted(key.get()));
        }
      }
      coreMetadata.or(() -> formerMetadata).ifPresent(draft::coreMetadata);
    } else {
      json.skip();
      draft.problem("it is no object");
    }
    draft.finish(collected);
  }

  /** Whether the key is known. */
  private boolean value(String key) {
    switch (key) {
      case "filename" -> text(key).ifPresent(draft::filename);
      case "url" -> text(key).ifPresent(draft::url);
      case "requires-python" -> text(key).ifPresent(draft::requiresPython);
      case "upload-time" -> text(key).ifPresent(draft::uploadTime);
      case "provenance" -> text(key).ifPresent(draft::provenance);
      case "hashes" -> draft.hashes(hashes(key));
      case "size" -> size();
      case "yanked" -> yanked();
      case "core-metadata" -> coreMetadata = metadata(key);
      // The second is what PyPI writes, as pip 22.3 to 23.1 fails on the first (PEP 714).
      case "dist-info-metadata", "data-dist-info-metadata" ->
          formerMetadata = metadata(key).or(() -> formerMetadata);
      default -> {
        json.skip();
        return false;
      }
    }
    return true;
  }

  private void wrongType(String key) {
    json.skip();
    draft.problem("its %s is of the wrong type".formatted(key));
  }

  private Optional<String> text(String key) {
    Optional<String> text = json.text();
    if (text.isEmpty() && !json.at(JsonToken.VALUE_NULL)) {
      wrongType(key);
    }
    return text;
  }

  private void size() {
    OptionalLong size = json.natural();
    if (size.isPresent()) {
      draft.size(size.getAsLong());
    } else if (!json.at(JsonToken.VALUE_NULL)) {
      wrongType("size");
    }
  }

  private void yanked() {
    if (json.at(JsonToken.VALUE_TRUE)) {
      draft.yanked("");
    } else if (!json.at(JsonToken.VALUE_FALSE)) {
      // As clients do: an empty string is no reason, so the file is not yanked.
      text("yanked").filter(reason -> !reason.isEmpty()).ifPresent(draft::yanked);
    }
  }

  private Optional<CoreMetadata> metadata(String key) {
    if (json.at(JsonToken.VALUE_TRUE)) {
      return Optional.of(CoreMetadata.of(List.of()));
    }
    if (json.at(JsonToken.START_OBJECT)) {
      return Optional.of(CoreMetadata.of(hashes(key)));
    }
    if (json.at(JsonToken.VALUE_FALSE)) {
      return Optional.of(CoreMetadata.NONE);
    }
    if (!json.at(JsonToken.VALUE_NULL)) {
      wrongType(key);
    }
    return Optional.empty();
  }

  private List<Digest> hashes(String key) {
    if (!json.at(JsonToken.START_OBJECT)) {
      if (!json.at(JsonToken.VALUE_NULL)) {
        wrongType(key);
      }
      return List.of();
    }
    List<Digest> digests = new ArrayList<>();
    Set<Digest.Algorithm> seen = new HashSet<>();
    for (Optional<String> name = json.nextKey(); name.isPresent(); name = json.nextKey()) {
      Optional<Digest.Algorithm> algorithm = Hashes.algorithm(name.get());
      Optional<String> hex = json.text();
      json.skip();
      if (algorithm.isEmpty()) {
        continue;
      }
      if (!seen.add(algorithm.get()) || seen.size() > MOST_HASHES) {
        draft.problem("its %s name %s twice".formatted(key, algorithm.get()));
      }
      try {
        digests.add(Digest.ofHex(algorithm.get(), hex.orElse("")));
      } catch (IllegalArgumentException e) {
        draft.problem("its %s has a %s that is none".formatted(key, algorithm.get()));
      }
    }
    return digests;
  }
}
