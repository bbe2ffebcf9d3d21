package entrepot.app.region.policy;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Statements in one way of writing: providers give back what means the same in another. */
final class CanonicalPolicy {
  private CanonicalPolicy() {}

  /**
   * Keys in order, lists as sets, lists of one as that one, {@code {"AWS": "*"}} as {@code "*"}.
   */
  static JsonNode of(JsonNode node) {
    if (node instanceof ArrayNode list) {
      Set<JsonNode> items = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
      list.forEach(item -> items.add(of(item)));
      if (items.size() == 1) {
        return items.iterator().next();
      }
      ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
      items.forEach(sorted::add);
      return sorted;
    }
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      object
          .properties()
          .forEach(entry -> {
            JsonNode value = of(entry.getValue());
            boolean all = entry.getKey().equals("Principal") && everybody(value);
            sorted.put(entry.getKey(), all ? JsonNodeFactory.instance.stringNode("*") : value);
          });
      ObjectNode ordered = JsonNodeFactory.instance.objectNode();
      sorted.forEach(ordered::set);
      return ordered;
    }
    return node;
  }

  /** Whether a principal is everybody. */
  static boolean everybody(JsonNode principal) {
    JsonNode who = principal.isObject() ? principal.path("AWS") : principal;
    if (who.isArray()) {
      for (JsonNode each : who) {
        if (each.asString("").equals("*")) {
          return true;
        }
      }
      return false;
    }
    return who.asString("").equals("*");
  }

  /** The networks that a statement is limited to. */
  static Set<String> networks(JsonNode statement) {
    JsonNode addresses = statement.path("Condition").path("IpAddress").path("aws:SourceIp");
    Set<String> networks = new TreeSet<>();
    if (addresses.isArray()) {
      addresses.forEach(each -> networks.add(each.asString("")));
    } else if (addresses.isString()) {
      networks.add(addresses.asString());
    }
    return networks;
  }
}
