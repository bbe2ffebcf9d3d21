package entrepot.release.sign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
 * A DSSE envelope (github.com/secure-systems-lab/dsse, version 1): a payload kept byte by byte as
 * it was signed, its type, and signatures over both.
 */
@SuppressWarnings("ArrayRecordComponent") // the payload is never written to
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
  /** No envelope is read that is larger, in bytes. */
  public static final int MAX_BYTES = 8 << 20;

  private static final int MAX_SIGNATURES = 16;
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(MAX_BYTES)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One signature; {@code keyId} is the sha256 of the public key's DER, in hexadecimal. */
  @SuppressWarnings("ArrayRecordComponent") // the bytes are never written to
  public record Signature(String keyId, byte[] bytes) {}

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /** What a signature is made over: DSSE's pre-authentication encoding. */
  static byte[] preAuthenticated(String type, byte[] payload) {
    int typeLength = type.getBytes(StandardCharsets.UTF_8).length;
    byte[] begin =
        "DSSEv1 %d %s %d "
            .formatted(typeLength, type, payload.length)
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[begin.length + payload.length];
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(payload, 0, all, begin.length, payload.length);
    return all;
  }

  /** The envelope as JSON. */
  public byte[] toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("payloadType", payloadType);
    json.put("payload", Base64.getEncoder().encodeToString(payload));
    ArrayNode list = json.putArray("signatures");
    for (Signature each : signatures) {
      list.addObject()
          .put("keyid", each.keyId())
          .put("sig", Base64.getEncoder().encodeToString(each.bytes()));
    }
    return JSON.writeValueAsBytes(json);
  }

  /** Reads an envelope, verifying nothing; throws {@link EnvelopeMalformed}. */
  public static Envelope parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new EnvelopeMalformed("has more than %d bytes".formatted(MAX_BYTES), null);
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      only(json, Set.of("payloadType", "payload", "signatures"));
      JsonNode list = json.path("signatures");
      if (!list.isArray() || list.size() > MAX_SIGNATURES) {
        throw new EnvelopeMalformed("has no list of at most 16 signatures", null);
      }
      List<Signature> signatures = new ArrayList<>();
      for (JsonNode each : list) {
        only(each, Set.of("keyid", "sig"));
        String keyId = text(each, "keyid");
        if (!KEY_ID.matcher(keyId).matches()) {
          throw new EnvelopeMalformed("names a key by something that is no sha256", null);
        }
        signatures.add(new Signature(keyId, base64(text(each, "sig"))));
      }
      return new Envelope(text(json, "payloadType"), base64(text(json, "payload")), signatures);
    } catch (JacksonException e) {
      throw new EnvelopeMalformed("is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new EnvelopeMalformed("cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw new EnvelopeMalformed("has no text '" + name + "'", null);
    }
    return value.stringValue();
  }

  private static void only(JsonNode json, Set<String> names) {
    if (!json.isObject() || !new TreeSet<>(json.propertyNames()).equals(new TreeSet<>(names))) {
      throw new EnvelopeMalformed("has other fields than " + new TreeSet<>(names), null);
    }
  }
}
