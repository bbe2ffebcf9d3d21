package entrepot.kit.config;

import entrepot.kit.config.Document.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds a document from YAML's tokens and notes where each key and value stands. Anchors are never
 * followed, so that a small file stays small; a key that occurs twice is an error, since one of the
 * two would silently win.
 */
final class DocumentParser {
  static final int MAX_DEPTH = 16;

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
          .build();

  private final Document document;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  DocumentParser(Document document) {
    this.document = document;
  }

  void parse(String text) {
    try (JsonParser in = YAML.createParser(ObjectReadContext.empty(), text)) {
      if (in.nextToken() == null) {
        document.error("", "the file is empty", "begin with 'state: /var/lib/entrepot'");
      } else {
        note("", in, in.currentTokenLocation());
        document.root(node(in, "", 0));
        if (in.nextToken() != null) {
          error(in, "", "a second document begins here", "remove it: one file is one document");
        }
      }
    } catch (JacksonException e) {
      syntax(e);
    }
    document.check();
  }

  private JsonNode node(JsonParser in, String pointer, int depth) {
    if (depth > MAX_DEPTH) {
      error(in, pointer, "is nested more than %d deep".formatted(MAX_DEPTH), "nest less");
      document.check();
    }
    if (in instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      error(in, pointer, "is an alias (*%s)".formatted(in.getString()), "write the value itself");
      return nodes.nullNode();
    }
    return switch (in.currentToken()) {
      case START_OBJECT -> group(in, pointer, depth);
      case START_ARRAY -> list(in, pointer, depth);
      case VALUE_STRING -> nodes.stringNode(in.getString());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      case VALUE_NUMBER_INT -> nodes.numberNode(in.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> fraction(in, pointer);
      default -> {
        error(in, pointer, "has a tag that is not known here", "write the value without it");
        yield nodes.nullNode();
      }
    };
  }

  private JsonNode fraction(JsonParser in, String pointer) {
    double value = in.getDoubleValue();
    if (!Double.isFinite(value)) {
      error(in, pointer, "'%s' is no finite number".formatted(in.getString()), "write a number");
      return nodes.nullNode();
    }
    return nodes.numberNode(value);
  }

  private ObjectNode group(JsonParser in, String pointer, int depth) {
    ObjectNode group = nodes.objectNode();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      TokenStreamLocation keyAt = in.currentTokenLocation();
      String child = Pointers.child(pointer, key);
      if (group.has(key)) {
        error(in, child, "occurs twice", "keep one of them");
        in.nextToken();
        in.skipChildren();
      } else {
        in.nextToken();
        note(child, in, keyAt);
        group.set(key, node(in, child, depth + 1));
      }
    }
    return group;
  }

  private ArrayNode list(JsonParser in, String pointer, int depth) {
    ArrayNode list = nodes.arrayNode();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String child = Pointers.child(pointer, list.size());
      note(child, in, in.currentTokenLocation());
      list.add(node(in, child, depth + 1));
    }
    return list;
  }

  private void note(String pointer, JsonParser in, TokenStreamLocation at) {
    @Nullable String text = in.currentToken().isScalarValue() ? in.getString() : null;
    document.place(pointer, new Place(at.getLineNr(), at.getColumnNr(), text));
  }

  private void error(JsonParser in, String pointer, String message, String fix) {
    TokenStreamLocation at = in.currentTokenLocation();
    document.error(at.getLineNr(), at.getColumnNr(), pointer, message, fix);
  }

  private void syntax(JacksonException e) {
    if (e.getCause() instanceof MarkedYamlEngineException marked) {
      Mark mark = marked.getProblemMark().or(marked::getContextMark).orElse(null);
      String problem = String.valueOf(marked.getProblem());
      document.error(
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          "",
          "not YAML: " + problem,
          fix(problem));
      return;
    }
    TokenStreamLocation at = e.getLocation();
    document.error(
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()),
        "",
        "not YAML: " + e.getOriginalMessage(),
        "see the text around this place");
  }

  private static String fix(String problem) {
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return "indent with spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "see the indentation, and quote a text that has ': ' in it";
    }
    if (problem.contains("cannot start any token")) {
      return "put the text in quotes";
    }
    return "see the indentation, quotes and brackets before this place";
  }
}
