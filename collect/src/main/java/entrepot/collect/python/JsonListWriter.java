package entrepot.collect.python;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** Writes the list of projects as JSON (PEP 691), with the serials. */
final class JsonListWriter extends ProjectListWriter {
  private final JsonGenerator json;
  private final OutputStream out;

  JsonListWriter(OutputStream out, OptionalLong serial) {
    this.out = out;
    json = JsonOutput.to(out);
    json.writeStartObject();
    JsonOutput.meta(json, serial);
    json.writeArrayPropertyStart("projects");
  }

  @Override
  void write(ListedProject project) {
    json.writeStartObject();
    if (project.serial().isPresent()) {
      json.writeNumberProperty("_last-serial", project.serial().getAsLong());
    }
    json.writeStringProperty("name", project.name().value());
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeEndArray();
    JsonOutput.end(json);
    json.close();
    out.close();
  }
}
