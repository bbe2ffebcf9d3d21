package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Filters;
import entrepot.cloud.ec2.Page;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Lists the rules of the account's groups one by one. */
final class DescribeSecurityGroupRules
    implements Action<DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResponse> {
  private static final Kind<SecurityGroupRule> RULE =
      new Kind<>("rule", SecurityGroupRule.class, SecurityGroupRule::builder);
  private static final Filters<SecurityGroupRule> FILTERS =
      Filters.tagged(SecurityGroupRule::tags)
          .with("group-id", row -> Stream.of(row.value().groupId()))
          .with("security-group-rule-id", row -> Stream.of(row.id()));

  private final Groups groups;

  DescribeSecurityGroupRules(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Class<DescribeSecurityGroupRulesRequest> request() {
    return DescribeSecurityGroupRulesRequest.class;
  }

  @Override
  public DescribeSecurityGroupRulesResponse run(
      DescribeSecurityGroupRulesRequest request, Call call) {
    groups.settle(call.book(), call.account());
    List<Row<SecurityGroupRule>> all = new ArrayList<>();
    for (Row<SecurityGroup> group : groups.of(call.book(), call.account())) {
      for (boolean egress : new boolean[] {false, true}) {
        Rule.of(egress ? group.value().ipPermissionsEgress() : group.value().ipPermissions())
            .stream()
            .map(rule -> rule.describe(group.id(), group.account(), egress))
            .forEach(
                rule -> all.add(Row.of(RULE, rule.securityGroupRuleId(), group.account(), rule)));
      }
    }
    all.sort(Comparator.comparing(Row::id));
    List<String> ids = request.securityGroupRuleIds();
    for (String id : ids) {
      if (all.stream().noneMatch(row -> row.id().equals(id))) {
        throw Ec2Failure.of(
            "InvalidSecurityGroupRuleId.NotFound",
            "The security group rule ID '%s' does not exist".formatted(id));
      }
    }
    if (!ids.isEmpty()) {
      all.removeIf(row -> !ids.contains(row.id()));
    }
    Page<Row<SecurityGroupRule>> page =
        Page.ofRows(
            FILTERS.apply(request.filters(), all), request.maxResults(), request.nextToken());
    return DescribeSecurityGroupRulesResponse.builder()
        .securityGroupRules(page.items().stream().map(Row::value).toList())
        .nextToken(page.next())
        .build();
  }
}
