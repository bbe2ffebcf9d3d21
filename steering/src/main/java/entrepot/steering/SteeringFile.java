package entrepot.steering;

import entrepot.kit.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The one file by which the control plane tells steering which edges there are:
 *
 * <pre>
 *   {"format": 1, "trees": {"debian": [
 *      {"region": "east", "url": "http://10.0.0.1:8081", "fresh": true}]}}
 * </pre>
 */
public final class SteeringFile {
  private static final int FORMAT = 1;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_TREES = 1_000;
  private static final int MAX_MIRRORS = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(5)
                          .maxStringLength(1_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SteeringFile() {}

  /** Replaces the file in one step; an equal one stays. Throws {@link SteeringFileCorrupt}. */
  public static void write(Path file, MirrorMap map) {
    byte[] content = bytes(map);
    try {
      Optional<byte[]> former = content(file);
      if (former.isEmpty() || !Arrays.equals(former.get(), content)) {
        DurableFile.replace(file, content);
      }
    } catch (IOException e) {
      throw new SteeringFileCorrupt(file, "writing it: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(MirrorMap map) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    ObjectNode trees = json.putObject("trees");
    map.trees()
        .forEach((name, mirrors) -> {
          ArrayNode list = trees.putArray(name);
          for (Mirror each : mirrors) {
            list.addObject()
                .put("region", each.region())
                .put("url", each.url().toASCIIString())
                .put("fresh", each.fresh());
          }
        });
    return JSON.writeValueAsBytes(json);
  }

  /** What the file says; empty where there is none. Throws {@link SteeringFileCorrupt}. */
  static Optional<MirrorMap> read(Path file) {
    try {
      return content(file).map(bytes -> parse(file, bytes));
    } catch (IOException e) {
      throw new SteeringFileCorrupt(file, "reading it: " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static MirrorMap parse(Path file, byte[] bytes) {
    try {
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException("it has more than %d bytes".formatted(MAX_BYTES));
      }
      JsonNode json = JSON.readTree(bytes);
      JsonNode trees = json.path("trees");
      if (json.path("format").asInt(0) != FORMAT || !trees.isObject() || trees.size() > MAX_TREES) {
        throw new IllegalArgumentException("it has no format 1 with at most 1,000 trees");
      }
      SortedMap<String, List<Mirror>> map = new TreeMap<>();
      for (Map.Entry<String, JsonNode> tree : trees.properties()) {
        map.put(tree.getKey(), mirrors(tree.getValue()));
      }
      return new MirrorMap(map);
    } catch (JacksonException e) {
      throw new SteeringFileCorrupt(file, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new SteeringFileCorrupt(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Mirror> mirrors(JsonNode json) {
    if (!json.isArray() || json.size() > MAX_MIRRORS) {
      throw new IllegalArgumentException("a tree has no list of at most 1,000 edges");
    }
    List<Mirror> mirrors = new ArrayList<>();
    for (JsonNode one : json) {
      JsonNode region = one.path("region");
      JsonNode url = one.path("url");
      JsonNode fresh = one.path("fresh");
      if (!region.isString() || !url.isString() || !fresh.isBoolean()) {
        throw new IllegalArgumentException("an edge lacks region, url or fresh");
      }
      mirrors.add(
          new Mirror(region.stringValue(), URI.create(url.stringValue()), fresh.booleanValue()));
    }
    return mirrors;
  }
}
