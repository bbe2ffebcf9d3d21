package entrepot.store.snapshot;

import entrepot.kit.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot record as JSON; times are ISO-8601 in UTC, digests {@code sha256:<hex>}. */
final class SnapshotJson {
  private SnapshotJson() {}

  static byte[] bytes(SnapshotRecord snapshot) {
    ObjectNode json = Json.object();
    json.put("digest", snapshot.digest().toString());
    json.put("tree", snapshot.tree());
    json.put("time", snapshot.time().toString());
    snapshot.parent().ifPresent(parent -> json.put("parent", parent.toString()));
    json.put("source", snapshot.source());
    json.put("who", snapshot.who());
    ObjectNode facts = json.putObject("facts");
    new TreeMap<>(snapshot.facts()).forEach(facts::put);
    return Json.bytes(json);
  }

  static SnapshotRecord record(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    Map<String, String> facts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> fact : json.path("facts").properties()) {
      facts.put(fact.getKey(), Json.text(json.path("facts"), fact.getKey()));
    }
    Optional<Digest> parent =
        json.has("parent")
            ? Optional.of(Digest.parse(Json.text(json, "parent")))
            : Optional.empty();
    return new SnapshotRecord(
        Digest.parse(Json.text(json, "digest")),
        Json.text(json, "tree"),
        Json.time(json, "time"),
        parent,
        Json.text(json, "source"),
        Json.text(json, "who"),
        facts);
  }
}
