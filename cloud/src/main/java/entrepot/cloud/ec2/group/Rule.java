package entrepot.cloud.ec2.group;

import entrepot.kit.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * One rule: a protocol and ports, and one peer. An {@link IpPermission} is several with the same
 * protocol and ports.
 *
 * @param service protocol and ports
 * @param peer who may
 * @param description empty where there is none
 */
record Rule(Service service, Peer peer, String description) {
  /** Protocol and ports as AWS writes them; null ports where the protocol has none. */
  record Service(String protocol, @Nullable Integer from, @Nullable Integer to) {}

  /** Who is at the other end. */
  sealed interface Peer {
    /** An IPv4 block. */
    record Range(String cidr) implements Peer {}

    /** An IPv6 block: kept and shown, there is no such traffic. */
    record Range6(String cidr) implements Peer {}

    /** The members of a group. */
    record Group(String id, String account) implements Peer {}
  }

  /** Whether it says the same, whatever it is described as. */
  boolean same(Rule other) {
    return service.equals(other.service) && peer.equals(other.peer);
  }

  /** The same, described as that. */
  Rule describedAs(@Nullable String other) {
    return new Rule(service, peer, AskedRules.text(other));
  }

  static List<Rule> of(List<IpPermission> permissions) {
    List<Rule> rules = new ArrayList<>();
    for (IpPermission each : permissions) {
      Service service = new Service(each.ipProtocol(), each.fromPort(), each.toPort());
      each.ipRanges()
          .forEach(range ->
              rules.add(
                  new Rule(service, new Peer.Range(range.cidrIp()), text(range.description()))));
      each.ipv6Ranges()
          .forEach(range ->
              rules.add(
                  new Rule(service, new Peer.Range6(range.cidrIpv6()), text(range.description()))));
      each.userIdGroupPairs()
          .forEach(pair ->
              rules.add(
                  new Rule(
                      service,
                      new Peer.Group(pair.groupId(), pair.userId()),
                      text(pair.description()))));
    }
    return rules;
  }

  /** As a group describes them. */
  static List<IpPermission> permissions(List<Rule> rules) {
    Map<Service, List<Rule>> byService = new LinkedHashMap<>();
    rules.forEach(
        rule -> byService.computeIfAbsent(rule.service, _ -> new ArrayList<>()).add(rule));
    return byService.entrySet().stream().map(e -> permission(e.getKey(), e.getValue())).toList();
  }

  private static IpPermission permission(Service service, List<Rule> rules) {
    List<IpRange> ranges = new ArrayList<>();
    List<Ipv6Range> ranges6 = new ArrayList<>();
    List<UserIdGroupPair> groups = new ArrayList<>();
    for (Rule rule : rules) {
      @Nullable String description = rule.description.isEmpty() ? null : rule.description;
      switch (rule.peer) {
        case Peer.Range range ->
            ranges.add(IpRange.builder().cidrIp(range.cidr).description(description).build());
        case Peer.Range6 range ->
            ranges6.add(Ipv6Range.builder().cidrIpv6(range.cidr).description(description).build());
        case Peer.Group group ->
            groups.add(
                UserIdGroupPair.builder()
                    .groupId(group.id)
                    .userId(group.account)
                    .description(description)
                    .build());
      }
    }
    return IpPermission.builder()
        .ipProtocol(service.protocol)
        .fromPort(service.from)
        .toPort(service.to)
        .ipRanges(ranges)
        .ipv6Ranges(ranges6)
        .userIdGroupPairs(groups)
        .prefixListIds(List.of())
        .build();
  }

  /** Its id, {@code sgr-…}: it follows from what it says, so that it is nowhere kept. */
  String id(String groupId, boolean egress) {
    byte[] whole =
        (groupId + " " + egress + " " + service + " " + peer).getBytes(StandardCharsets.UTF_8);
    return "sgr-" + Digest.sha256Of(whole).hex().substring(0, 17);
  }

  /** As DescribeSecurityGroupRules shows it. */
  SecurityGroupRule describe(String groupId, String account, boolean egress) {
    SecurityGroupRule.Builder rule =
        SecurityGroupRule.builder()
            .securityGroupRuleId(id(groupId, egress))
            .groupId(groupId)
            .groupOwnerId(account)
            .isEgress(egress)
            .ipProtocol(service.protocol)
            .fromPort(service.from == null ? Integer.valueOf(-1) : service.from)
            .toPort(service.to == null ? Integer.valueOf(-1) : service.to)
            .tags(List.of());
    if (!description.isEmpty()) {
      rule.description(description);
    }
    switch (peer) {
      case Peer.Range range -> rule.cidrIpv4(range.cidr);
      case Peer.Range6 range -> rule.cidrIpv6(range.cidr);
      case Peer.Group group ->
          rule.referencedGroupInfo(
              ReferencedSecurityGroup.builder().groupId(group.id).userId(group.account).build());
    }
    return rule.build();
  }

  /** As a revocation answers. */
  RevokedSecurityGroupRule revoked(String groupId, boolean egress) {
    SecurityGroupRule rule = describe(groupId, "", egress);
    return RevokedSecurityGroupRule.builder()
        .securityGroupRuleId(rule.securityGroupRuleId())
        .groupId(groupId)
        .isEgress(egress)
        .ipProtocol(rule.ipProtocol())
        .fromPort(rule.fromPort())
        .toPort(rule.toPort())
        .cidrIpv4(rule.cidrIpv4())
        .cidrIpv6(rule.cidrIpv6())
        .referencedGroupId(peer instanceof Peer.Group group ? group.id : null)
        .description(rule.description())
        .build();
  }

  /** As AWS's messages name it. */
  @Override
  public String toString() {
    String from =
        switch (peer) {
          case Peer.Range range -> range.cidr;
          case Peer.Range6 range -> range.cidr;
          case Peer.Group group -> group.id;
        };
    String ports =
        service.from == null
            ? ""
            : ", from port: %s, to port: %s".formatted(service.from, service.to);
    return "peer: %s, %s%s, ALLOW"
        .formatted(
            from,
            service.protocol.equals("-1") ? "ALL" : service.protocol.toUpperCase(Locale.ROOT),
            ports);
  }

  private static String text(@Nullable String description) {
    return description == null ? "" : description;
  }
}
