package entrepot.app.config;

import entrepot.kit.config.Section;
import entrepot.kit.config.Value;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the group {@code cloud}, and finds ranges that two regions cannot both have. */
final class CloudReader {
  private static final int USER = 64100;
  private static final int INSTANCES = 20;
  private static final int S3_PORT = 8776;
  private static final long MIB = 1 << 20;

  private final Listeners listeners;
  private final Map<IPAddress, String> ranges = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();

  CloudReader(Listeners listeners) {
    this.listeners = listeners;
  }

  CloudConfiguration read(Section cloud) {
    SortedMap<String, BucketCredentials> accounts = new TreeMap<>();
    cloud
        .sections("accounts")
        .forEach((id, account) -> accounts.put(id, BucketReader.credentials(account)));
    SortedMap<String, CloudConfiguration.Region> regions = new TreeMap<>();
    cloud.sections("regions").forEach((name, region) -> regions.put(name, region(name, region)));
    SortedMap<String, CloudConfiguration.Type> types = new TreeMap<>();
    cloud
        .sections("types")
        .forEach((name, type) ->
            types.put(
                name,
                new CloudConfiguration.Type(
                    mib(type.bytes("memory"), 256), type.number("cpus").orElse(1))));
    if (accounts.isEmpty()) {
      cloud.error("has no account", "add one under 'accounts', with its access key");
    }
    return new CloudConfiguration(
        accounts,
        cloud.number("user").orElse(USER),
        mib(cloud.bytes("memory"), 4096),
        cloud.number("instances").orElse(INSTANCES),
        cloud.duration("patience").orElse(Duration.ofSeconds(60)),
        regions,
        types);
  }

  private static int mib(Optional<Long> bytes, int usual) {
    return bytes.map(all -> (int) Math.min(Integer.MAX_VALUE, all / MIB)).orElse(usual);
  }

  private CloudConfiguration.Region region(String name, Section region) {
    String owner = "region " + name + " of the lab cloud";
    List<Value> named = region.values("zones").orElse(List.of());
    named.forEach(zone -> Owners.unique(zones, zone.text(), zone, owner));
    List<Integer> services = new ArrayList<>();
    region.numbers("services").orElse(List.of()).forEach(port -> services.add(port.intValue()));
    return new CloudConfiguration.Region(
        name,
        named.isEmpty() ? List.of(name + "a") : named.stream().map(Value::text).toList(),
        listeners
            .of(region, owner)
            .orElse(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        range(region, "private", "172.31.0.0/16", 8, 24),
        alone(region, "public", 8, 30, owner),
        alone(region, "link", 30, 30, owner),
        services,
        region
            .section("s3")
            .map(s3 -> OptionalInt.of(s3.number("port").orElse(S3_PORT)))
            .orElse(OptionalInt.empty()));
  }

  /** A range that the host reaches, so that no two regions can have it. */
  private String alone(Section region, String key, int shortest, int longest, String owner) {
    String text = range(region, key, "", shortest, longest);
    Optional<Value> value = region.value(key);
    IPAddress range = new IPAddressString(text).getAddress();
    if (range != null && value.isPresent()) {
      ranges.forEach((other, whose) -> {
        if (other.contains(range) || range.contains(other)) {
          value.get().error("'%s' overlaps a range of %s".formatted(text, whose), "choose another");
        }
      });
      ranges.put(range, owner);
    }
    return text;
  }

  private static String range(Section region, String key, String usual, int shortest, int longest) {
    Optional<Value> value = region.value(key);
    if (value.isEmpty()) {
      return usual;
    }
    String text = value.get().text();
    IPAddress range = new IPAddressString(text).getAddress();
    Integer prefix = range == null ? null : range.getNetworkPrefixLength();
    if (range == null
        || !range.isIPv4()
        || prefix == null
        || !range.isPrefixBlock()
        || prefix < shortest
        || prefix > longest) {
      value
          .get()
          .error(
              "'%s' is no IPv4 range from /%d to /%d".formatted(text, shortest, longest),
              "write it as 198.18.0.0/20, with zeros after the prefix");
    }
    return text;
  }
}
