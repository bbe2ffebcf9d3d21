package entrepot.collect.wheels;

import entrepot.kit.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Remembers what became of each constraint in the last run that looked at its platform. */
final class Outcomes {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  Outcomes(Path file) {
    this.file = file;
  }

  /** As last remembered; none where nothing is. */
  List<WheelOutcome> read() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      return JSON.readTree(Files.readAllBytes(file)).valueStream().map(Outcomes::outcome).toList();
    } catch (JacksonException | IllegalArgumentException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Remembers these in place of all former ones of their platforms. */
  void remember(Set<String> platforms, List<WheelOutcome> now) {
    List<WheelOutcome> all = new ArrayList<>(read());
    all.removeIf(outcome -> platforms.contains(outcome.platform()));
    all.addAll(now);
    ArrayNode json = JSON.createArrayNode();
    all.forEach(outcome -> json.add(node(outcome)));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      DurableFile.replace(file, JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private static ObjectNode node(WheelOutcome outcome) {
    ObjectNode node = JSON.createObjectNode();
    node.put("platform", outcome.platform());
    node.put("project", outcome.project());
    node.put("version", outcome.version());
    node.put("kind", outcome.kind().word());
    node.put("file", outcome.file());
    node.put("reason", outcome.reason());
    node.put("policy", outcome.policy());
    node.put("libraries", String.join(" ", outcome.libraries()));
    node.put("log", outcome.log());
    return node;
  }

  private static WheelOutcome outcome(JsonNode node) {
    String libraries = node.path("libraries").asString("");
    return new WheelOutcome(
        node.path("platform").asString(""),
        node.path("project").asString(""),
        node.path("version").asString(""),
        WheelOutcome.Kind.valueOf(node.path("kind").asString("").toUpperCase(Locale.ROOT)),
        node.path("file").asString(""),
        node.path("reason").asString(""),
        node.path("policy").asString(""),
        libraries.isEmpty() ? List.of() : List.of(libraries.split(" ", -1)),
        node.path("log").asString(""));
  }
}
