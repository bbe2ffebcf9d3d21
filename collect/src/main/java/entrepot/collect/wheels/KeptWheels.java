package entrepot.collect.wheels;

import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import entrepot.kit.DurableFile;
import entrepot.store.Store;
import entrepot.store.backend.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers what wheels were built from, one file each, so that none is built twice: neither in the
 * next run nor after a run that was killed. Only a hint: what is lost is built again.
 */
final class KeptWheels {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final Store store;
  private final PinnedIndex index;
  private final Builder builder;

  KeptWheels(Path folder, Store store, PinnedIndex index, Builder builder) {
    this.folder = folder;
    this.store = store;
    this.index = index;
    this.builder = builder;
  }

  /**
   * The wheel of the task, if one was built from exactly what the index and the builder are now.
   */
  Optional<BuiltWheel> find(WheelTask task) {
    Path file = file(task.project(), task.version().toString());
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      BuiltWheel wheel = wheel(JSON.readTree(Files.readAllBytes(file)));
      boolean there =
          store.backend().stat(Key.blob(wheel.sha256())).isPresent()
              && store.backend().stat(Key.blob(wheel.metadata())).isPresent();
      return there && wheel.project().equals(task.project()) && same(wheel.inputs(), task)
          ? Optional.of(wheel)
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }

  private boolean same(SortedMap<String, String> inputs, WheelTask task) {
    SortedMap<String, String> now = WheelBuild.fixed(task, builder);
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      String seen =
          input.getKey().startsWith("@")
              ? now.getOrDefault(input.getKey(), "")
              : index.seen(input.getKey());
      if (!seen.equals(input.getValue())) {
        return false;
      }
    }
    return inputs.keySet().containsAll(now.keySet());
  }

  /** Remembers it; its bytes are on stable storage. */
  void keep(BuiltWheel wheel) {
    try {
      Files.createDirectories(folder);
      DurableFile.replace(
          file(wheel.project(), wheel.version()), JSON.writeValueAsBytes(json(wheel)));
    } catch (IOException e) {
      throw new UncheckedIOException("remembering " + wheel.file(), e);
    }
  }

  private Path file(ProjectName project, String version) {
    return folder.resolve(project + "-" + version + ".json");
  }

  private static ObjectNode json(BuiltWheel wheel) {
    ObjectNode json = JSON.createObjectNode();
    json.put("project", wheel.project().value());
    json.put("version", wheel.version());
    json.put("file", wheel.file());
    json.put("sha256", wheel.sha256().hex());
    json.put("size", wheel.size());
    json.put("metadata", wheel.metadata().hex());
    json.put("metadata-size", wheel.metadataSize());
    wheel.requiresPython().ifPresent(text -> json.put("requires-python", text));
    json.put("policy", wheel.policy());
    var libraries = json.putArray("libraries");
    wheel.libraries().forEach(libraries::add);
    ObjectNode inputs = json.putObject("inputs");
    wheel.inputs().forEach(inputs::put);
    return json;
  }

  private static BuiltWheel wheel(JsonNode json) {
    SortedMap<String, String> inputs = new TreeMap<>();
    json.path("inputs")
        .properties()
        .forEach(input -> inputs.put(input.getKey(), input.getValue().asString("")));
    return new BuiltWheel(
        new ProjectName(json.path("project").asString("")),
        json.path("version").asString(""),
        json.path("file").asString(""),
        Digest.sha256(json.path("sha256").asString("")),
        json.path("size").asLong(0),
        Digest.sha256(json.path("metadata").asString("")),
        json.path("metadata-size").asLong(0),
        json.has("requires-python")
            ? Optional.of(json.path("requires-python").asString(""))
            : Optional.empty(),
        json.path("policy").asString(""),
        json.path("libraries").valueStream().map(l -> l.asString("")).toList(),
        inputs);
  }
}
