package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Row;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Lists the account's security groups. */
final class DescribeSecurityGroups
    implements Action<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResponse> {
  private static final Filters<SecurityGroup> FILTERS =
      rules(
          "egress.ip-permission.",
          SecurityGroup::ipPermissionsEgress,
          rules(
              "ip-permission.",
              SecurityGroup::ipPermissions,
              Filters.tagged(SecurityGroup::tags)
                  .with("group-id", row -> Stream.of(row.id()))
                  .with("group-name", row -> Stream.of(row.value().groupName()))
                  .with("description", row -> Stream.of(row.value().description()))
                  .with("owner-id", row -> Stream.of(row.account()))
                  .with("vpc-id", row -> Stream.of(row.value().vpcId()))));

  private final Groups groups;

  DescribeSecurityGroups(Groups groups) {
    this.groups = groups;
  }

  private static Filters<SecurityGroup> rules(
      String prefix,
      Function<SecurityGroup, List<IpPermission>> rules,
      Filters<SecurityGroup> others) {
    return others
        .with(prefix + "cidr", all(rules, r -> r.ipRanges().stream().map(IpRange::cidrIp)))
        .with(
            prefix + "ipv6-cidr", all(rules, r -> r.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6)))
        .with(prefix + "protocol", all(rules, r -> Stream.of(r.ipProtocol())))
        .with(prefix + "from-port", all(rules, r -> number(r.fromPort())))
        .with(prefix + "to-port", all(rules, r -> number(r.toPort())))
        .with(
            prefix + "group-id",
            all(rules, r -> r.userIdGroupPairs().stream().map(UserIdGroupPair::groupId)))
        .with(
            prefix + "user-id",
            all(rules, r -> r.userIdGroupPairs().stream().map(UserIdGroupPair::userId)));
  }

  private static Function<Row<SecurityGroup>, Stream<String>> all(
      Function<SecurityGroup, List<IpPermission>> rules,
      Function<IpPermission, Stream<String>> values) {
    return row -> rules.apply(row.value()).stream().flatMap(values).filter(Objects::nonNull);
  }

  private static Stream<String> number(@Nullable Integer port) {
    return port == null ? Stream.empty() : Stream.of(port.toString());
  }

  @Override
  public Class<DescribeSecurityGroupsRequest> request() {
    return DescribeSecurityGroupsRequest.class;
  }

  @Override
  public DescribeSecurityGroupsResponse run(DescribeSecurityGroupsRequest request, Call call) {
    groups.settle(call.book(), call.account());
    List<Row<SecurityGroup>> asked =
        request.groupIds().isEmpty() && request.groupNames().isEmpty()
            ? groups.of(call.book(), call.account())
            : Stream.concat(
                    request.groupIds().stream()
                        .map(id -> groups.byId(call.book(), call.account(), id)),
                    request.groupNames().stream()
                        .map(name -> groups.byName(call.book(), call.account(), name)))
                .distinct()
                .toList();
    Page<Row<SecurityGroup>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), asked), request.maxResults(), request.nextToken());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }
}
