package entrepot.collect.python;

import java.io.OutputStream;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** How our JSON pages are written: UTF-8, one element of an array a line, for people and diffs. */
final class JsonOutput {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator json) {
      json.writeRaw('\n');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      json.writeRaw(",\n");
    }
  }

  private static final ObjectWriteContext BY_LINE =
      new ObjectWriteContext.Base() {
        private final PrettyPrinter lines = new Lines();

        @Override
        public PrettyPrinter getPrettyPrinter() {
          return lines;
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  private JsonOutput() {}

  static JsonGenerator to(OutputStream out) {
    return JSON.createGenerator(BY_LINE, out);
  }

  static void meta(JsonGenerator json, OptionalLong serial) {
    json.writeObjectPropertyStart("meta");
    if (serial.isPresent()) {
      json.writeNumberProperty("_last-serial", serial.getAsLong());
    }
    json.writeStringProperty("api-version", ApiVersion.WRITTEN);
    json.writeEndObject();
  }

  /** The page's last line ends too. */
  static void end(JsonGenerator json) {
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
