package entrepot.collect.python;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JsonToken;

/** Reads a project's page as JSON (PEP 691, 700, 792). */
final class JsonPageReader {
  private final JsonEvents json;
  private final PageLimits limits;
  private final URI base;
  private final Collected collected;
  private final List<String> versions = new ArrayList<>();
  private Optional<ProjectName> name = Optional.empty();
  private OptionalLong serial = OptionalLong.empty();
  private Optional<ProjectStatus> status = Optional.empty();

  JsonPageReader(JsonEvents json, PageLimits limits, URI base) {
    this.json = json;
    this.limits = limits;
    this.base = base;
    this.collected = new Collected(base.toString(), limits.files());
  }

  ReadPage read(ProjectName expected) {
    if (!json.next() || !json.at(JsonToken.START_OBJECT)) {
      throw json.broken("it is no JSON object");
    }
    Set<String> keys = new HashSet<>();
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      if (value(key.get()) && !keys.add(key.get())) {
        throw json.broken("it has the key '%s' twice".formatted(key.get()));
      }
    }
    if (json.next()) {
      throw json.broken("something follows its end");
    }
    if (!keys.contains("files") || name.isEmpty()) {
      throw json.broken("it has no 'name' or no 'files': it is no project's page");
    }
    if (!name.get().equals(expected)) {
      throw json.broken("it is the page of '%s', not of '%s'".formatted(name.get(), expected));
    }
    return new ReadPage(
        new ProjectPage(expected, collected.files(), versions, serial, status),
        collected.refused());
  }

  /** Whether the key is known. */
  private boolean value(String key) {
    switch (key) {
      case "meta" -> serial = JsonMeta.read(json);
      case "name" -> name = Optional.of(name());
      case "files" -> files();
      case "versions" -> versions();
      case "project-status" -> status();
      default -> {
        json.skip();
        return false;
      }
    }
    return true;
  }

  private ProjectName name() {
    return json.text()
        .flatMap(ProjectName::parse)
        .orElseThrow(() -> json.broken("its 'name' is no project's name"));
  }

  private void files() {
    if (!json.at(JsonToken.START_ARRAY)) {
      throw json.broken("its 'files' is no array");
    }
    while (json.nextElement()) {
      JsonFileReader.read(json, base, collected);
    }
  }

  private void versions() {
    if (!json.at(JsonToken.START_ARRAY)) {
      throw json.broken("its 'versions' is no array");
    }
    while (json.nextElement()) {
      Optional<String> version = json.text();
      json.skip();
      if (versions.size() >= limits.versions()) {
        throw json.broken("it lists more than %d versions".formatted(limits.versions()));
      }
      version.filter(Versions::isCarried).ifPresent(versions::add);
    }
  }

  private void status() {
    if (!json.at(JsonToken.START_OBJECT)) {
      if (!json.at(JsonToken.VALUE_NULL)) {
        throw json.broken("its 'project-status' is no object");
      }
      return;
    }
    Optional<String> marker = Optional.empty();
    Optional<String> reason = Optional.empty();
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      switch (key.get()) {
        case "status" -> marker = json.text();
        case "reason" -> reason = json.text().map(Texts::carried);
        default -> {}
      }
      json.skip();
    }
    try {
      status = Optional.of(new ProjectStatus(marker.orElse("active"), reason));
    } catch (Malformed e) {
      throw json.broken("its 'project-status' is none: " + e.getMessage());
    }
  }
}
