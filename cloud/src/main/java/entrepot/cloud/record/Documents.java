package entrepot.cloud.record;

import entrepot.ledger.CloudRecord;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows as the ledger keeps them: {@code {"value": …, "notes": {…}}}. */
final class Documents {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Documents() {}

  static CloudRecord write(String region, Row<?> row) {
    ObjectNode body = JSON.createObjectNode();
    body.set("value", ModelJson.write(row.value()));
    ObjectNode notes = body.putObject("notes");
    new TreeMap<>(row.notes()).forEach(notes::put);
    return new CloudRecord(
        region, row.kind().name(), row.id(), row.account(), JSON.writeValueAsString(body));
  }

  static <T extends SdkPojo> Row<T> read(Kind<T> kind, CloudRecord record) {
    JsonNode body = JSON.readTree(record.body());
    Map<String, String> notes = new TreeMap<>();
    body.path("notes").properties().forEach(e -> notes.put(e.getKey(), e.getValue().asString()));
    T value = kind.type().cast(ModelJson.read(body.path("value"), kind.builder().get()));
    return new Row<>(kind, record.id(), record.account(), value, notes);
  }
}
