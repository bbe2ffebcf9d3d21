package entrepot.collect.python;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonToken;

/** Reads the list of projects as JSON (PEP 691), with PyPI's serials where there are any. */
final class JsonListReader extends ProjectListReader {
  private enum Position {
    BEFORE,
    PROJECTS,
    AFTER
  }

  private final JsonEvents json;
  private final Reader text;
  private Position position = Position.BEFORE;
  private OptionalLong serial = OptionalLong.empty();
  private boolean hasMeta;

  JsonListReader(Reader text, String where, long limit) {
    super(where, limit);
    this.text = text;
    this.json = new JsonEvents(text, where);
  }

  @Override
  Optional<ListedProject> advance() {
    if (position == Position.BEFORE) {
      if (!json.next() || !json.at(JsonToken.START_OBJECT)) {
        throw broken("it is no JSON object");
      }
      toProjects();
    }
    while (position == Position.PROJECTS && json.nextElement()) {
      count();
      Optional<ListedProject> project = project();
      if (project.isPresent()) {
        return project;
      }
    }
    if (position == Position.PROJECTS) {
      position = Position.AFTER;
      toEnd();
    }
    return Optional.empty();
  }

  private void toProjects() {
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      if (key.get().equals("projects")) {
        if (!json.at(JsonToken.START_ARRAY)) {
          throw broken("its 'projects' is no array");
        }
        position = Position.PROJECTS;
        return;
      }
      other(key.get());
    }
    throw broken("it has no 'projects': it is no list of projects");
  }

  private void toEnd() {
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      if (key.get().equals("projects")) {
        throw broken("it has the key 'projects' twice");
      }
      other(key.get());
    }
    if (json.next()) {
      throw broken("something follows its end");
    }
  }

  private void other(String key) {
    if (!key.equals("meta")) {
      json.skip();
      return;
    }
    if (hasMeta) {
      throw broken("it has the key 'meta' twice");
    }
    hasMeta = true;
    serial = JsonMeta.read(json);
  }

  private Optional<ListedProject> project() {
    if (!json.at(JsonToken.START_OBJECT)) {
      json.skip();
      refuse("", "it is no object");
      return Optional.empty();
    }
    Optional<String> name = Optional.empty();
    OptionalLong own = OptionalLong.empty();
    boolean wrong = false;
    for (Optional<String> key = json.nextKey(); key.isPresent(); key = json.nextKey()) {
      if (key.get().equals("name")) {
        wrong |= name.isPresent();
        name = json.text();
      } else if (key.get().equals("_last-serial")) {
        wrong |= own.isPresent();
        own = json.natural();
        wrong |= own.isEmpty() && !json.at(JsonToken.VALUE_NULL);
      }
      json.skip();
    }
    Optional<ProjectName> parsed = name.flatMap(ProjectName::parse);
    if (wrong || parsed.isEmpty()) {
      refuse(
          name.orElse(""),
          wrong ? "its serial or name is none, or twice" : "it is no project name");
      return Optional.empty();
    }
    return Optional.of(new ListedProject(parsed.get(), own));
  }

  @Override
  public OptionalLong serial() {
    return serial;
  }

  @Override
  public void close() throws IOException {
    json.close();
    text.close();
  }
}
