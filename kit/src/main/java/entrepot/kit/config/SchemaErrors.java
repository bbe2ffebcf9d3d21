package entrepot.kit.config;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says in plain words, at the right place, what the schema found wrong. */
final class SchemaErrors {
  private final JsonNode schema;
  private final Document document;

  SchemaErrors(JsonNode schema, Document document) {
    this.schema = schema;
    this.document = document;
  }

  void report(Error error) {
    String pointer = error.getInstanceLocation().toString();
    JsonNode rule = rule(error);
    switch (error.getKeyword()) {
      case "additionalProperties", "unevaluatedProperties" -> unknownKey(pointer, rule, error);
      case "required" -> missingKey(pointer, rule, error);
      case "propertyNames" -> wrongName(pointer, rule, error);
      case "enum" -> notOneOf(pointer, rule);
      case "type" -> wrongType(pointer, rule, error);
      case "pattern", "minLength", "maxLength", "format" ->
          document.error(pointer, shown(pointer, rule) + " is not " + title(rule), such(rule));
      case "minimum" ->
          document.error(
              pointer,
              shown(pointer, rule) + " is too small",
              "write at least " + rule.get("minimum"));
      case "maximum" ->
          document.error(
              pointer,
              shown(pointer, rule) + " is too large",
              "write at most " + rule.get("maximum"));
      case "minItems" -> document.error(pointer, "the list is empty", such(rule));
      case "uniqueItems" ->
          document.error(pointer, "the list names something twice", "keep one of them");
      case "if", "then", "else", "allOf", "$ref" -> {
        // What failed below them is reported by itself.
      }
      default ->
          document.error(pointer, String.valueOf(error.getMessage()), "see the documentation");
    }
  }

  /**
   * The schema that holds the keyword which failed. Where a reference led to it, what stands beside
   * the reference is nearer to the key, and counts first.
   */
  private JsonNode rule(Error error) {
    NodePath way = error.getEvaluationPath();
    JsonNode at = schema;
    JsonNode beside = schema;
    for (int i = 0; i < way.getNameCount() - 1; i++) {
      beside = at;
      at = way.getName(i).equals("$ref") ? resolved(at) : child(at, way.getName(i));
    }
    return beside.has("$ref") ? merged(at, beside) : at;
  }

  private static JsonNode child(JsonNode parent, String step) {
    return parent.isArray() ? parent.path(Integer.parseInt(step)) : parent.path(step);
  }

  private static JsonNode merged(JsonNode rule, JsonNode beside) {
    var merged = JsonNodeFactory.instance.objectNode();
    rule.forEachEntry(merged::set);
    beside.forEachEntry(merged::set);
    return merged;
  }

  private void unknownKey(String pointer, JsonNode rule, Error error) {
    String key = error.getProperty();
    document.error(
        Pointers.child(pointer, key),
        "is not a known key",
        Spelling.suggest(key, List.copyOf(rule.path("properties").propertyNames())));
  }

  private void missingKey(String pointer, JsonNode rule, Error error) {
    String key = error.getProperty();
    JsonNode wanted = rule.path("properties").path(key);
    String example = example(wanted).map(e -> ": " + e).orElse("");
    document.error(pointer, "'%s' is missing".formatted(key), "add '%s%s'".formatted(key, example));
  }

  private void wrongName(String pointer, JsonNode rule, Error error) {
    String name = error.getProperty();
    JsonNode wanted = resolved(rule.path("propertyNames"));
    document.error(
        Pointers.child(pointer, name),
        "'%s' is not %s".formatted(name, title(wanted)),
        such(wanted));
  }

  private void notOneOf(String pointer, JsonNode rule) {
    List<String> choices = texts(rule.path("enum"));
    String found = String.valueOf(document.textAt(pointer));
    document.error(
        pointer,
        "'%s' is not one of %s".formatted(found, String.join(", ", choices)),
        Spelling.nearest(found, choices)
            .map("did you mean '%s'?"::formatted)
            .orElse("choose one of them"));
  }

  private void wrongType(String pointer, JsonNode rule, Error error) {
    @Nullable String text = document.textAt(pointer);
    JsonNode found = error.getInstanceNode();
    if (found.isNull()) {
      document.error(
          pointer, "has no value", "give it one%s or remove the key".formatted(orSuch(rule)));
      return;
    }
    document.error(pointer, shown(pointer, rule) + " is not " + title(rule), typeFix(rule, text));
  }

  private String typeFix(JsonNode rule, @Nullable String text) {
    boolean scalar = text != null && !text.isBlank();
    return switch (rule.path("type").stringValue("")) {
      case "string" ->
          scalar && !rule.has("pattern") ? "write '%s' in quotes".formatted(text) : such(rule);
      case "boolean" -> truth(text);
      case "array" -> scalar ? "write [%s]".formatted(text) : such(rule);
      case "object" -> "write its keys below it, indented, or remove it";
      default -> such(rule);
    };
  }

  private static String truth(@Nullable String text) {
    return switch (text) {
      case "yes", "on", "Yes", "On", "1" -> "did you mean 'true'?";
      case "no", "off", "No", "Off", "0" -> "did you mean 'false'?";
      case null, default -> "write true or false";
    };
  }

  /** What was found, in quotes; never a secret. */
  private String shown(String pointer, JsonNode rule) {
    @Nullable String text = document.textAt(pointer);
    if (text == null || rule.path("writeOnly").booleanValue(false)) {
      return "the value";
    }
    String brief = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return "'" + brief + "'";
  }

  private static String title(JsonNode rule) {
    return rule.path("title")
        .asStringOpt()
        .orElseGet(() ->
            switch (rule.path("type").stringValue("")) {
              case "string" -> "a text";
              case "integer" -> "a whole number";
              case "boolean" -> "true or false";
              case "array" -> "a list";
              case "object" -> "a group of keys";
              default -> "right";
            });
  }

  private String such(JsonNode rule) {
    return example(rule)
        .map("write something like %s"::formatted)
        .orElse("see what the schema says of this key");
  }

  private String orSuch(JsonNode rule) {
    return example(rule).map(", such as %s,"::formatted).orElse("");
  }

  private Optional<String> example(JsonNode rule) {
    JsonNode own = rule.path("examples");
    JsonNode examples = own.isEmpty() ? resolved(rule).path("examples") : own;
    return examples.isEmpty() ? Optional.empty() : Optional.of(flow(examples.get(0)));
  }

  /** A value as one would write it in YAML on one line. */
  private static String flow(JsonNode value) {
    return value.isArray() ? "[" + String.join(", ", texts(value)) + "]" : value.asString();
  }

  private JsonNode resolved(JsonNode rule) {
    String reference = rule.path("$ref").stringValue("");
    return reference.startsWith("#/")
        ? schema.at(JsonPointer.compile(reference.substring(1)))
        : rule;
  }

  private static List<String> texts(JsonNode array) {
    return new ArrayList<>(
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList());
  }
}
