package entrepot.cloud.network;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The whole rule set of a region as one nft script, which replaces what stands at once.
 *
 * <p>Rules look at a connection's own addresses, not at the packet's: {@code ct original ip saddr}
 * is who opened it, {@code ct reply ip saddr} whom it reached after translation. So each packet of
 * a connection, either way, passes only while the rules of now allow the connection: a revoked rule
 * cuts it with the very transaction that takes the rule away, and what remains allowed is not
 * touched.
 */
final class RuleSet {
  static final String TABLE = "entrepot";
  static final String UPLINK = "uplink";
  static final String TAPS = Interface.TAP + "*";

  /** Open at once by one instance: none shall fill the region's table, or a service, alone. */
  private static final int CONNECTIONS = 2_000;

  private final NetworkPlan plan;
  private final List<Member> members;
  private final GroupRules groups;

  RuleSet(NetworkPlan plan, List<Member> members, List<SecurityGroup> groups) {
    this.plan = plan;
    this.members = members;
    this.groups = new GroupRules(groups);
  }

  String script() {
    StringBuilder text = new StringBuilder();
    for (String family : List.of("inet", "ip", "arp")) {
      // A table is added first, so that its deletion cannot fail.
      text.append("add table %s %s\ndelete table %s %s\n".formatted(family, TABLE, family, TABLE));
    }
    text.append("table inet %s {\n".formatted(TABLE));
    owners(text);
    sets(text);
    chains(text);
    text.append(origins()).append(input()).append(forward()).append("}\n");
    text.append(translation()).append(arp());
    return text.toString();
  }

  private void owners(StringBuilder text) {
    elements(
        text,
        "set macs",
        "typeof iifname . ether saddr",
        members.stream().map(m -> "\"%s\" . %s".formatted(m.nic().tap(), m.nic().mac())));
    elements(
        text,
        "set owners",
        "typeof iifname . ip saddr",
        members.stream().map(m -> "\"%s\" . %s".formatted(m.nic().tap(), address(m))));
  }

  private void sets(StringBuilder text) {
    text.append("  set busy {\n    type ipv4_addr\n    size 65536\n    flags dynamic\n  }\n");
    Map<String, Set<String>> byGroup = new TreeMap<>();
    groups.known().forEach(id -> byGroup.put(id, new TreeSet<>()));
    for (Member member : members) {
      for (String id : member.groupIds()) {
        byGroup.computeIfAbsent(GroupRules.checked(id), _ -> new TreeSet<>()).add(address(member));
      }
    }
    byGroup.forEach((id, addresses) ->
        elements(text, "set " + GroupRules.members(id), "type ipv4_addr", addresses.stream()));
    for (String way : List.of("ingress", "egress")) {
      elements(
          text,
          "map " + way,
          "type ipv4_addr : verdict",
          members.stream().map(m -> "%s : goto %s_%s".formatted(address(m), way, m.nic().tap())));
    }
  }

  private void chains(StringBuilder text) {
    text.append(groups.chains());
    for (Member member : members) {
      for (String way : List.of("ingress", "egress")) {
        String jumps =
            member.groupIds().stream()
                .filter(groups.known()::contains)
                .map(id -> "    jump " + GroupRules.chain(way, id) + "\n")
                .collect(Collectors.joining());
        text.append("  chain %s_%s {\n%s    drop\n  }\n".formatted(way, member.nic().tap(), jumps));
      }
    }
  }

  /** What a tap may send at all: its own MAC and address, DHCP, and nothing that serves DHCP. */
  private String origins() {
    return """
      chain origins {
        type filter hook prerouting priority raw; policy accept
        iifname "%1$s" ip saddr %2$s drop
        iifname != "%3$s" accept
        meta nfproto != ipv4 drop
        iifname . ether saddr != @macs drop
        udp sport 67 drop
        ip saddr 0.0.0.0 udp sport 68 udp dport 67 accept
        iifname . ip saddr != @owners drop
      }
    """
        .formatted(UPLINK, plan.privateRange().toCanonicalString(), TAPS);
  }

  /** What the namespace itself answers. */
  private String input() {
    return """
      chain input {
        type filter hook input priority filter; policy drop
        iifname "lo" accept
        ct state established,related accept
        icmp type echo-request accept
        iifname "%1$s" udp dport 67 accept
        iifname "%1$s" ip daddr %2$s meta l4proto { tcp, udp } th dport 53 accept
        iifname "%3$s" ip daddr %4$s meta l4proto { tcp, udp } th dport %5$d accept
      }
    """
        .formatted(
            TAPS,
            plan.vpc().resolver().getHostAddress(),
            UPLINK,
            plan.namespaceEnd().getHostAddress(),
            Names.OUTSIDE);
  }

  private String forward() {
    String services =
        plan.services().isEmpty()
            ? ""
            : "    ct reply ip saddr %s meta l4proto tcp ct reply proto-src { %s } accept\n"
                .formatted(
                    host(),
                    plan.services().stream()
                        .distinct()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")));
    return """
      chain reached {
    %1$s    ct reply ip saddr vmap @ingress
        drop
      }
      chain forward {
        type filter hook forward priority filter; policy drop
        ct state invalid drop
        ct state related meta l4proto icmp accept
        iifname "%5$s" ct state new add @busy { ip saddr ct count over %6$d } drop
        ct original ip daddr 169.254.169.254 ct reply ip saddr %2$s meta l4proto tcp ct reply proto-src %3$d accept
        ct original ip saddr vmap @egress
        ct original ip saddr %4$s drop
        goto reached
      }
    """
        .formatted(
            services,
            host(),
            plan.metadataPort(),
            plan.privateRange().toCanonicalString(),
            TAPS,
            CONNECTIONS);
  }

  private String translation() {
    StringBuilder text = new StringBuilder("table ip %s {\n".formatted(TABLE));
    elements(
        text,
        "map inward",
        "type ipv4_addr : ipv4_addr",
        members.stream().map(m -> publicly(m) + " : " + address(m)));
    elements(
        text,
        "map outward",
        "type ipv4_addr : ipv4_addr",
        members.stream().map(m -> address(m) + " : " + publicly(m)));
    return text.append(
            """
              chain before {
                type nat hook prerouting priority dstnat; policy accept
                iifname "%1$s" ip daddr 169.254.169.254 tcp dport 80 dnat to %2$s:%3$d
                iifname "%4$s" ip daddr %6$s meta l4proto { tcp, udp } th dport 53 redirect to :%7$d
                dnat to ip daddr map @inward
              }
              chain after {
                type nat hook postrouting priority srcnat; policy accept
                oifname "%4$s" snat to ip saddr map @outward
                ct original ip daddr %5$s snat to ip saddr map @outward
              }
            }
            """
                .formatted(
                    TAPS,
                    host(),
                    plan.metadataPort(),
                    UPLINK,
                    plan.publicRange().toCanonicalString(),
                    plan.namespaceEnd().getHostAddress(),
                    Names.OUTSIDE))
        .toString();
  }

  private String arp() {
    StringBuilder text = new StringBuilder("table arp %s {\n".formatted(TABLE));
    elements(
        text,
        "set owners",
        "typeof iifname . arp saddr ether . arp saddr ip",
        members.stream()
            .map(m -> "\"%s\" . %s . %s".formatted(m.nic().tap(), m.nic().mac(), address(m))));
    return text.append(
            """
              chain input {
                type filter hook input priority filter; policy accept
                iifname "%s" iifname . arp saddr ether . arp saddr ip != @owners drop
              }
            }
            """
                .formatted(TAPS))
        .toString();
  }

  private static void elements(
      StringBuilder text, String what, String type, Stream<String> elements) {
    String all = elements.collect(Collectors.joining(", "));
    text.append("  %s {\n    %s\n".formatted(what, type));
    if (!all.isEmpty()) {
      text.append("    elements = { %s }\n".formatted(all));
    }
    text.append("  }\n");
  }

  private String host() {
    return plan.gatewayOnHost().getHostAddress();
  }

  private static String address(Member member) {
    return member.nic().privateAddress().getHostAddress();
  }

  private static String publicly(Member member) {
    return member.nic().publicAddress().getHostAddress();
  }
}
