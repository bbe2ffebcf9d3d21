package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.release.Revocation;
import entrepot.release.TreeHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The text of {@code intent.json}. It is not signed: it only says where to look again. */
final class IntentJson {
  static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(10_000)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .build();

  private IntentJson() {}

  static byte[] bytes(Intents intents) {
    ObjectNode json = JSON.createObjectNode().put("format", 1);
    var publications = json.putArray("publications");
    for (Intent each : intents.publications()) {
      ObjectNode one = publications.addObject();
      one.put("tree", each.tree());
      each.from()
          .ifPresent(from -> {
            ObjectNode head = one.putObject("from").put("snapshot", each(from.snapshot()));
            from.carry().ifPresent(carry -> head.put("carry", each(carry)));
            head.put("released", from.released().toString());
          });
      one.put("to", each(each.to())).put("phase", word(each.phase())).put("who", each.who());
      one.put("began", each.began().toString());
      var abandoned = one.putArray("abandoned");
      each.abandoned()
          .forEach(a ->
              abandoned
                  .addObject()
                  .put("snapshot", each(a.snapshot()))
                  .put("phase", word(a.phase())));
    }
    var revisions = json.putArray("revisions");
    for (Revocation each : intents.revisions()) {
      switch (each) {
        case Revocation.OfContent of -> revisions.addObject().put("digest", of.digest().toString());
        case Revocation.OfPath of ->
            revisions.addObject().put("tree", of.tree()).put("path", of.path().toString());
      }
    }
    return JSON.writeValueAsBytes(json);
  }

  private static String each(Digest digest) {
    return digest.hex();
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  static Intents parse(String key, byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (json.path("format").asInt(0) != 1) {
        throw new IntentUnreadable(key, "it is of another format", null);
      }
      List<Intent> publications = new ArrayList<>();
      for (JsonNode each : json.path("publications")) {
        publications.add(publication(each));
      }
      List<Revocation> revisions = new ArrayList<>();
      for (JsonNode each : json.path("revisions")) {
        revisions.add(revision(each));
      }
      return new Intents(publications, revisions);
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new IntentUnreadable(key, String.valueOf(e.getMessage()), e);
    }
  }

  private static Intent publication(JsonNode json) {
    List<Intent.Abandoned> abandoned = new ArrayList<>();
    for (JsonNode each : json.path("abandoned")) {
      if (abandoned.size() == Intent.MOST) {
        throw new IllegalArgumentException(
            "over %d publications ended early".formatted(Intent.MOST));
      }
      abandoned.add(new Intent.Abandoned(Digest.sha256(text(each, "snapshot")), phase(each)));
    }
    return new Intent(
        text(json, "tree"),
        json.has("from") ? Optional.of(head(json.get("from"))) : Optional.empty(),
        Digest.sha256(text(json, "to")),
        phase(json),
        text(json, "who"),
        Instant.parse(text(json, "began")),
        abandoned);
  }

  private static TreeHead head(JsonNode json) {
    return new TreeHead(
        Digest.sha256(text(json, "snapshot")),
        json.has("carry") ? Optional.of(Digest.sha256(text(json, "carry"))) : Optional.empty(),
        Instant.parse(text(json, "released")));
  }

  private static Revocation revision(JsonNode json) {
    return json.has("digest")
        ? new Revocation.OfContent(Digest.parse(text(json, "digest")), "")
        : new Revocation.OfPath(text(json, "tree"), TreePath.of(text(json, "path")), "");
  }

  private static Phase phase(JsonNode json) {
    return Phase.valueOf(text(json, "phase").toUpperCase(Locale.ROOT));
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("it has no text '" + name + "'");
    }
    return value.stringValue();
  }
}
