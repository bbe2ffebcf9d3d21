package entrepot.release;

import entrepot.kit.Digest;
import entrepot.kit.InvalidPath;
import entrepot.kit.TreePath;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A head as the JSON that is signed. Times are ISO-8601 in UTC, digests {@code sha256:<hex>}. Read
 * strictly: an unknown field, a second one of the same name or an odd value refuses the whole, for
 * a reader that overlooks a field could serve what the writer forbade.
 */
final class HeadJson {
  static final String TYPE = "application/vnd.entrepot.head+json";

  private static final int FORMAT = 1;
  private static final int MAX_TREES = 1_000;
  static final int MAX_REVOCATIONS = 10_000;
  private static final int MAX_TEXT = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(5)
                          .maxStringLength(4 * MAX_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private HeadJson() {}

  static byte[] bytes(Head head) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("region", head.region());
    json.put("generation", head.generation());
    json.put("issued", head.issued().toString());
    ObjectNode act = json.putObject("act");
    act.put("kind", head.act().kind().name().toLowerCase(Locale.ROOT));
    act.put("who", clipped(head.act().who()));
    head.act().tree().ifPresent(tree -> act.put("tree", tree));
    head.act().note().ifPresent(note -> act.put("note", clipped(note)));
    ObjectNode trees = json.putObject("trees");
    head.trees()
        .forEach((name, tree) -> {
          ObjectNode one = trees.putObject(name);
          one.put("snapshot", tree.snapshot().toString());
          tree.carry().ifPresent(carry -> one.put("carry", carry.toString()));
          one.put("released", tree.released().toString());
        });
    ArrayNode revocations = json.putArray("revocations");
    for (Revocation each : head.revocations()) {
      ObjectNode one = revocations.addObject();
      switch (each) {
        case Revocation.OfContent content -> one.put("digest", content.digest().toString());
        case Revocation.OfPath path ->
            one.put("tree", path.tree()).put("path", path.path().toString());
      }
      one.put("reason", clipped(each.reason()));
    }
    if (!head.retired().isEmpty()) {
      ArrayNode retired = json.putArray("retired");
      for (Retirement each : head.retired()) {
        ObjectNode one = retired.addObject();
        one.put("tree", each.tree());
        each.path().ifPresent(path -> one.put("path", path.toString()));
        one.put("since", each.since().toString());
        one.put("reason", clipped(each.reason()));
      }
    }
    return JSON.writeValueAsBytes(json);
  }

  /** Reads a head of that region; throws {@link HeadRefused}. */
  static Head parse(String region, byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      only(
          json,
          Set.of(
              "format",
              "region",
              "generation",
              "issued",
              "act",
              "trees",
              "revocations",
              "retired"));
      if (number(json, "format") != FORMAT) {
        throw new IllegalArgumentException("its format is unknown");
      }
      Head head =
          new Head(
              text(json, "region"),
              number(json, "generation"),
              Instant.parse(text(json, "issued")),
              trees(json.path("trees")),
              revocations(json.path("revocations")),
              json.has("retired") ? retired(json.path("retired")) : List.of(),
              act(json.path("act")));
      if (!head.region().equals(region)) {
        throw new IllegalArgumentException("it is the head of another region");
      }
      if (head.generation() < 1) {
        throw new IllegalArgumentException("its generation is " + head.generation());
      }
      return head;
    } catch (JacksonException e) {
      throw new HeadRefused(region, e.getOriginalMessage(), e);
    } catch (DateTimeException | IllegalArgumentException | InvalidPath e) {
      throw new HeadRefused(region, String.valueOf(e.getMessage()), e);
    }
  }

  private static SortedMap<String, TreeHead> trees(JsonNode json) {
    if (!json.isObject() || json.size() > MAX_TREES) {
      throw new IllegalArgumentException("it has no map of at most 1,000 trees");
    }
    TreeMap<String, TreeHead> trees = new TreeMap<>();
    for (Map.Entry<String, JsonNode> tree : json.properties()) {
      JsonNode one = tree.getValue();
      only(one, Set.of("snapshot", "carry", "released"));
      trees.put(
          Names.checked("tree", tree.getKey()),
          new TreeHead(
              node(text(one, "snapshot")),
              optional(one, "carry").map(HeadJson::node),
              Instant.parse(text(one, "released"))));
    }
    return trees;
  }

  private static List<Revocation> revocations(JsonNode json) {
    if (!json.isArray() || json.size() > MAX_REVOCATIONS) {
      throw new IllegalArgumentException("it has no list of at most 10,000 revocations");
    }
    List<Revocation> revocations = new ArrayList<>();
    for (JsonNode one : json) {
      only(one, Set.of("digest", "tree", "path", "reason"));
      String reason = text(one, "reason");
      if (one.has("digest") == one.has("path")) {
        throw new IllegalArgumentException("a revocation names a digest or a path");
      }
      revocations.add(
          one.has("digest")
              ? new Revocation.OfContent(Digest.parse(text(one, "digest")), reason)
              : new Revocation.OfPath(
                  Names.checked("tree", text(one, "tree")),
                  TreePath.of(text(one, "path")),
                  reason));
    }
    return revocations;
  }

  private static List<Retirement> retired(JsonNode json) {
    if (!json.isArray() || json.size() > MAX_REVOCATIONS) {
      throw new IllegalArgumentException("it has no list of at most 10,000 retirements");
    }
    List<Retirement> retired = new ArrayList<>();
    for (JsonNode one : json) {
      only(one, Set.of("tree", "path", "since", "reason"));
      retired.add(
          new Retirement(
              Names.checked("tree", text(one, "tree")),
              optional(one, "path").map(TreePath::of),
              Instant.parse(text(one, "since")),
              text(one, "reason")));
    }
    return retired;
  }

  private static Act act(JsonNode json) {
    only(json, Set.of("kind", "who", "tree", "note"));
    return new Act(
        Act.Kind.valueOf(text(json, "kind").toUpperCase(Locale.ROOT)),
        text(json, "who"),
        optional(json, "tree").map(tree -> Names.checked("tree", tree)),
        optional(json, "note"));
  }

  private static Digest node(String text) {
    Digest digest = Digest.parse(text);
    if (digest.algorithm() != Digest.Algorithm.SHA256) {
      throw new IllegalArgumentException("a manifest is named by its sha256");
    }
    return digest;
  }

  private static void only(JsonNode json, Set<String> names) {
    if (!json.isObject() || !names.containsAll(json.propertyNames())) {
      throw new IllegalArgumentException("it has other fields than " + names);
    }
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("it has no number '" + name + "'");
    }
    return value.longValue();
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("it has no text '" + name + "'");
    }
    return value.stringValue();
  }

  private static String clipped(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
