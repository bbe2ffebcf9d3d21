package entrepot.cloud.network;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of security groups in nft's language: two chains and the set of members for each. */
final class GroupRules {
  private static final Pattern ID = Pattern.compile("sg-([0-9a-f]{8,17})");
  private static final int ANY = -1;
  private static final Map<String, Integer> PROTOCOLS = Map.of("tcp", 6, "udp", 17, "icmp", 1);

  private final Map<String, SecurityGroup> groups = new TreeMap<>();

  GroupRules(List<SecurityGroup> groups) {
    for (SecurityGroup group : groups) {
      this.groups.put(checked(group.groupId()), group);
    }
  }

  Set<String> known() {
    return groups.keySet();
  }

  static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is no security group's id");
    }
    return id;
  }

  static String members(String id) {
    return "members_" + checked(id).substring(3);
  }

  static String chain(String way, String id) {
    return way + "_" + checked(id).substring(3);
  }

  /** What an allowed connection goes on to: an outgoing one has its destination's rules ahead. */
  String chains() {
    return groups.values().stream().map(this::chains).collect(Collectors.joining());
  }

  private String chains(SecurityGroup group) {
    String id = group.groupId();
    return chain("ingress", id, "ct original ip saddr", group.ipPermissions(), "accept")
        + chain("egress", id, "ct reply ip saddr", group.ipPermissionsEgress(), "goto reached");
  }

  private String chain(
      String way, String id, String peer, List<IpPermission> rules, String verdict) {
    StringBuilder text = new StringBuilder("  chain %s {\n".formatted(chain(way, id)));
    for (IpPermission rule : rules) {
      @Nullable String service = service(rule);
      if (service != null) {
        Stream.concat(
                rule.ipRanges().stream().map(IpRange::cidrIp).map(GroupRules::range),
                rule.userIdGroupPairs().stream()
                    .map(UserIdGroupPair::groupId)
                    .filter(groups::containsKey)
                    .map(group -> "@" + members(group)))
            .forEach(
                from -> text.append("    %s %s %s%s\n".formatted(peer, from, service, verdict)));
      }
    }
    return text.append("  }\n").toString();
  }

  private static String range(String cidr) {
    return NetworkPlan.range(cidr).toCanonicalString();
  }

  /** Protocol and ports, null for what IPv4 does not have. */
  private static @Nullable String service(IpPermission rule) {
    String name = rule.ipProtocol();
    int protocol =
        name.equals("-1")
            ? ANY
            : PROTOCOLS.containsKey(name)
                ? PROTOCOLS.get(name)
                : name.matches("[0-9]{1,3}") ? Integer.parseInt(name) : 256;
    int from = rule.fromPort() == null ? ANY : rule.fromPort();
    int to = rule.toPort() == null ? ANY : rule.toPort();
    return switch (protocol) {
      case ANY -> "";
      case 6, 17 ->
          from == ANY
              ? "meta l4proto %d ".formatted(protocol)
              : "meta l4proto %d ct reply proto-src %d-%d ".formatted(protocol, from, to);
      case 1 -> icmp(from, to);
      default -> protocol > 255 ? null : "meta l4proto %d ".formatted(protocol);
    };
  }

  /** A query's answers come back as another type. */
  private static String icmp(int type, int code) {
    if (type == ANY) {
      return "meta l4proto icmp ";
    }
    int answer =
        switch (type) {
          case 8 -> 0;
          case 13, 15, 17 -> type + 1;
          default -> type;
        };
    String types = type == answer ? Integer.toString(type) : "{ %d, %d }".formatted(type, answer);
    return "icmp type %s ".formatted(types) + (code == ANY ? "" : "icmp code %d ".formatted(code));
  }
}
