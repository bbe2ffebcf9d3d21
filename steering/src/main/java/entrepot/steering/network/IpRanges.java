package entrepot.steering.network;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a provider's {@code ip-ranges.json}, as AWS publishes it: which netblocks belong to which
 * region, IPv4 and IPv6. The file is streamed; at most 64 MiB and 500,000 netblocks of the service.
 */
public final class IpRanges {
  /** The service whose ranges are those of instances. */
  public static final String EC2 = "EC2";

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int MAX_BLOCKS = 500_000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(1_000)
                  .maxNameLength(100)
                  .maxNumberLength(30)
                  .maxDocumentLength(64L << 20)
                  .build())
          .build();

  private IpRanges() {}

  /**
   * The netblocks of each region, in their order. Ranges that belong to no region ({@code GLOBAL})
   * are left out. Throws {@link InvalidIpRanges}; the stream stays open.
   *
   * @param service such as {@link #EC2}
   */
  public static SortedMap<String, List<Netblock>> read(InputStream in, String service) {
    SortedMap<String, Set<Netblock>> regions = new TreeMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      boolean any = false;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        boolean prefixes = name.equals("prefixes") || name.equals("ipv6_prefixes");
        if (prefixes) {
          expect(value, JsonToken.START_ARRAY);
          readBlocks(json, service, regions);
          any = true;
        } else {
          json.skipChildren();
        }
      }
      expect(json.currentToken(), JsonToken.END_OBJECT);
      if (!any || json.nextToken() != null) {
        throw new InvalidIpRanges("it has no prefixes, or goes on behind its end", null);
      }
    } catch (JacksonException e) {
      throw new InvalidIpRanges(e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidIpRanges(String.valueOf(e.getMessage()), e);
    }
    SortedMap<String, List<Netblock>> found = new TreeMap<>();
    regions.forEach((region, blocks) -> found.put(region, List.copyOf(blocks)));
    return found;
  }

  private static void readBlocks(
      JsonParser json, String service, SortedMap<String, Set<Netblock>> regions) {
    int count = 0;
    while (json.nextToken() == JsonToken.START_OBJECT) {
      @Nullable String prefix = null;
      String region = "";
      String of = "";
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "ip_prefix", "ipv6_prefix" -> prefix = json.getString();
          case "region" -> region = json.getString();
          case "service" -> of = json.getString();
          default -> json.skipChildren();
        }
      }
      if (of.equals(service) && REGION.matcher(region).matches()) {
        if (prefix == null || ++count > MAX_BLOCKS) {
          throw new InvalidIpRanges("a range lacks its prefix, or there are too many", null);
        }
        regions.computeIfAbsent(region, _ -> new TreeSet<>()).add(Netblock.of(prefix));
      }
    }
    expect(json.currentToken(), JsonToken.END_ARRAY);
  }

  private static void expect(@Nullable JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new InvalidIpRanges("there is %s where %s should be".formatted(found, wanted), null);
    }
  }
}
