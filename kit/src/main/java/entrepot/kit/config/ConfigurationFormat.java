package entrepot.kit.config;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a kind of configuration file looks like: a JSON schema (draft 2020-12), and the function
 * that makes objects of it.
 *
 * <p>The schema also words the errors: a {@code title} such as "a duration" names what a value
 * should have been, {@code examples} show it, and what is {@code writeOnly} is never repeated.
 */
public final class ConfigurationFormat<T> {
  private final JsonNode schemaDocument;
  private final Schema schema;
  private final Function<Section, T> reader;

  /**
   * A format.
   *
   * @param schema the JSON text of the schema
   * @param reader makes the objects; it is called even when the schema found errors, so that all
   *     errors are told at once, and what it returns is dropped then
   */
  public ConfigurationFormat(String schema, Function<Section, T> reader) {
    this.schemaDocument = JsonMapper.shared().readTree(schema);
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schemaDocument);
    this.reader = reader;
  }

  /** Reads the file; throws {@link InvalidConfiguration} with everything that is wrong in it. */
  public Loaded<T> load(Path file) {
    Document document = DocumentReader.read(file);
    var wording = new SchemaErrors(schemaDocument, document);
    schema.validate(document.root()).forEach(wording::report);
    T configuration = reader.apply(new Section(document, "", document.root()));
    document.check();
    return new Loaded<>(configuration, document.problems(), document.unread());
  }
}
