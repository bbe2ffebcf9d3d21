package entrepot.collect.python;

import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** Writes a project's page as JSON (PEP 691, 700, 714, 740, 792). */
final class JsonPageWriter {
  private JsonPageWriter() {}

  static byte[] write(
      ProjectPage page, List<ProjectFile> files, Function<ProjectFile, String> address) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("files");
      for (ProjectFile file : files) {
        file(json, file, address.apply(file));
      }
      json.writeEndArray();
      JsonOutput.meta(json, page.serial());
      json.writeStringProperty("name", page.name().value());
      page.status().ifPresent(status -> status(json, status));
      json.writeArrayPropertyStart("versions");
      Versions.ordered(page.versions()).forEach(json::writeString);
      json.writeEndArray();
      JsonOutput.end(json);
    }
    return out.toByteArray();
  }

  /**
   * Not {@code dist-info-metadata}: pip 22.3 to 23.1 dies of an object there. All clients that read
   * metadata from JSON know {@code core-metadata} (PEP 714).
   */
  private static void file(JsonGenerator json, ProjectFile file, String link) {
    json.writeStartObject();
    if (file.coreMetadata().digests().isEmpty()) {
      json.writeBooleanProperty("core-metadata", file.coreMetadata().present());
    } else {
      hashes(json, "core-metadata", file.coreMetadata().digests());
    }
    json.writeStringProperty("filename", file.filename());
    hashes(json, "hashes", file.hashes());
    file.provenance().ifPresent(at -> json.writeStringProperty("provenance", at.toString()));
    file.requiresPython().ifPresent(text -> json.writeStringProperty("requires-python", text));
    file.size().ifPresent(bytes -> json.writeNumberProperty("size", bytes));
    file.uploadTime().ifPresent(at -> json.writeStringProperty("upload-time", UploadTime.text(at)));
    json.writeStringProperty("url", link);
    if (file.yanked().filter(reason -> !reason.isEmpty()).isPresent()) {
      json.writeStringProperty("yanked", file.yanked().get());
    } else {
      json.writeBooleanProperty("yanked", file.yanked().isPresent());
    }
    json.writeEndObject();
  }

  private static void hashes(JsonGenerator json, String key, List<Digest> digests) {
    json.writeObjectPropertyStart(key);
    for (Digest digest : digests) {
      json.writeStringProperty(digest.algorithm().toString(), digest.hex());
    }
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, ProjectStatus status) {
    json.writeObjectPropertyStart("project-status");
    status.reason().ifPresent(reason -> json.writeStringProperty("reason", reason));
    json.writeStringProperty("status", status.marker());
    json.writeEndObject();
  }
}
