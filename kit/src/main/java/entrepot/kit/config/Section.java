package entrepot.kit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A group of keys in a configuration file. The schema has been checked before: what has a wrong
 * type is reported already and reads as absent here, so that reading goes on and one run finds
 * every error.
 */
public final class Section {
  private final Document document;
  private final String pointer;
  private final JsonNode node;

  Section(Document document, String pointer, JsonNode node) {
    this.document = document;
    this.pointer = pointer;
    this.node = node;
    document.read(pointer);
  }

  /** The group's own key. */
  public String name() {
    return Pointers.last(pointer);
  }

  /** The group under that key. */
  public Optional<Section> section(String key) {
    return Optional.ofNullable(node.get(key))
        .filter(JsonNode::isObject)
        .map(child -> new Section(document, Pointers.child(pointer, key), child));
  }

  /** The named groups under that key, in the order of the file. */
  public Map<String, Section> sections(String key) {
    var sections = new LinkedHashMap<String, Section>();
    section(key)
        .ifPresent(parent ->
            parent
                .node
                .propertyNames()
                .forEach(
                    name -> parent.section(name).ifPresent(child -> sections.put(name, child))));
    return sections;
  }

  /** The text under that key. */
  public Optional<Value> value(String key) {
    String child = Pointers.child(pointer, key);
    document.read(child);
    return Optional.ofNullable(node.get(key))
        .filter(JsonNode::isString)
        .map(text -> new Value(document, child, text.stringValue()));
  }

  /** The texts of the list under that key; absent when the key is. */
  public Optional<List<Value>> values(String key) {
    String list = Pointers.child(pointer, key);
    document.read(list);
    return Optional.ofNullable(node.get(key)).filter(JsonNode::isArray).map(a -> items(a, list));
  }

  private List<Value> items(JsonNode array, String list) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < array.size(); i++) {
      String item = Pointers.child(list, i);
      document.read(item);
      if (array.get(i).isString()) {
        values.add(new Value(document, item, array.get(i).stringValue()));
      }
    }
    return values;
  }

  /** The text under that key. */
  public Optional<String> text(String key) {
    return value(key).map(Value::text);
  }

  /** The texts of the list under that key; absent when the key is. */
  public Optional<List<String>> texts(String key) {
    return values(key).map(all -> all.stream().map(Value::text).toList());
  }

  /** The time under that key, such as {@code 15m}. */
  public Optional<Duration> duration(String key) {
    return value(key).flatMap(Value::duration);
  }

  /** The bytes under that key, such as {@code 20GB}. */
  public Optional<Long> bytes(String key) {
    return value(key).flatMap(Value::bytes);
  }

  /** The whole number under that key. */
  public Optional<Integer> number(String key) {
    document.read(Pointers.child(pointer, key));
    return Optional.ofNullable(node.get(key))
        .filter(JsonNode::canConvertToInt)
        .map(JsonNode::intValue);
  }

  /** The whole numbers of the list under that key; absent when the key is. */
  public Optional<List<Long>> numbers(String key) {
    String list = Pointers.child(pointer, key);
    document.read(list);
    return Optional.ofNullable(node.get(key))
        .filter(JsonNode::isArray)
        .map(array -> {
          var numbers = new ArrayList<Long>();
          for (int i = 0; i < array.size(); i++) {
            document.read(Pointers.child(list, i));
            if (array.get(i).canConvertToLong()) {
              numbers.add(array.get(i).longValue());
            }
          }
          return numbers;
        });
  }

  /** The truth under that key. */
  public Optional<Boolean> truth(String key) {
    document.read(Pointers.child(pointer, key));
    return Optional.ofNullable(node.get(key))
        .filter(JsonNode::isBoolean)
        .map(JsonNode::booleanValue);
  }

  /** Reports that the configuration cannot be used because of this group. */
  public void error(String message, String fix) {
    document.error(pointer, message, fix);
  }

  /** Reports what is probably wrong with this group. */
  public void warning(String message, String fix) {
    document.warning(pointer, message, fix);
  }
}
